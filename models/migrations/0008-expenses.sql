-- What vendors were asked beside the turns of a session: help, and its report. What costs nothing is not written down.
CREATE TABLE expenses (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES conversation_sessions (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    cost REAL,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX expenses_session ON expenses (session_id);
