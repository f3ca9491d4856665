-- Turns are never rewritten: what the student meant stands beside what was heard.
ALTER TABLE turns ADD COLUMN edited TEXT;
ALTER TABLE turns ADD COLUMN is_disputed BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE conversation_sessions ADD COLUMN level TEXT CHECK (level IN ('A1', 'A2', 'B1', 'B2', 'C1'));

-- What was found in an answer. A row without better words says that it was read and nothing was found.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES conversation_sessions (id) ON DELETE CASCADE,
    turn TEXT NOT NULL,
    original TEXT NOT NULL,
    better TEXT,
    why TEXT,
    kind TEXT,
    provider TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    repaired_at TIMESTAMP,
    UNIQUE (session_id, turn)
);

-- A line in another form: a language's code, or 'simpler'. `original` is the text that it was made from.
CREATE TABLE renderings (
    session_id INTEGER NOT NULL REFERENCES conversation_sessions (id) ON DELETE CASCADE,
    turn TEXT NOT NULL,
    form TEXT NOT NULL,
    original TEXT NOT NULL,
    text TEXT NOT NULL,
    provider TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (session_id, turn, form)
);

-- How a student wants to practise. '' stands for what TalkBuddy would choose.
CREATE TABLE preferences (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    language TEXT NOT NULL DEFAULT '',
    corrections TEXT NOT NULL DEFAULT '' CHECK (corrections IN ('', 'off', 'each', 'end')),
    keep_recordings BOOLEAN NOT NULL DEFAULT TRUE,
    level TEXT NOT NULL DEFAULT ''
);
