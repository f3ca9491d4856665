-- A sign-in gets a number by which its owner can end it.
ALTER TABLE signins RENAME TO old_signins;
CREATE TABLE signins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT UNIQUE NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_seen_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO signins (token_hash, user_id, device, created_at, last_seen_at)
SELECT token_hash, user_id, device, created_at, last_seen_at FROM old_signins;
DROP TABLE old_signins;
CREATE INDEX signins_of_user ON signins (user_id);

-- A token may confirm a new address, which it carries.
ALTER TABLE mail_tokens RENAME TO old_mail_tokens;
CREATE TABLE mail_tokens (
    token_hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('verify', 'reset', 'address')),
    email TEXT NOT NULL DEFAULT '',
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
INSERT INTO mail_tokens (token_hash, user_id, purpose, expires_at, used_at)
SELECT token_hash, user_id, purpose, expires_at, used_at FROM old_mail_tokens;
DROP TABLE old_mail_tokens;
CREATE INDEX mail_tokens_of_user ON mail_tokens (user_id);

-- What is limited by time: sign-ins and mails. `who` is a keyed hash or a network address, never an e-mail address.
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX attempts_of ON attempts (kind, who, created_at);
CREATE INDEX attempts_by_time ON attempts (created_at);
