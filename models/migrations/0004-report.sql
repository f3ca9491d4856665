CREATE TABLE report_parts (
    session_id INTEGER NOT NULL REFERENCES conversation_sessions (id) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('measured', 'coaching', 'rubric', 'star', 'problem')),
    content TEXT NOT NULL,
    provider TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (session_id, part)
);

ALTER TABLE conversation_sessions ADD COLUMN goal TEXT;
