CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT UNIQUE NOT NULL,
    password_hash TEXT NOT NULL,
    email_verified BOOLEAN DEFAULT FALSE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    last_login TIMESTAMP
);

CREATE TABLE signins (
    token_hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_seen_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX signins_of_user ON signins (user_id);

CREATE TABLE mail_tokens (
    token_hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('verify', 'reset')),
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX mail_tokens_of_user ON mail_tokens (user_id);

CREATE TABLE registrations (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX registrations_by_address ON registrations (address, created_at);

CREATE TABLE user_api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    provider TEXT NOT NULL,
    api_key_encrypted TEXT,
    is_valid BOOLEAN DEFAULT NULL,
    is_preferred BOOLEAN DEFAULT FALSE,
    service_type TEXT NOT NULL,
    last_validated TIMESTAMP,
    last_four TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    UNIQUE (user_id, provider, service_type)
);

CREATE TABLE provider_preferences (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    service_type TEXT NOT NULL,
    position INTEGER NOT NULL,
    provider TEXT NOT NULL,
    PRIMARY KEY (user_id, service_type, position)
);

CREATE TABLE scenarios (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    description TEXT,
    category TEXT,
    session_type TEXT NOT NULL,
    persona_prompt TEXT,
    context_prompt TEXT,
    sample_topics TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    slug TEXT UNIQUE NOT NULL,
    level TEXT NOT NULL DEFAULT 'B1',
    partner TEXT NOT NULL DEFAULT 'your partner',
    partner_role TEXT NOT NULL DEFAULT '',
    opening TEXT NOT NULL DEFAULT '',
    guide TEXT NOT NULL DEFAULT '{}',
    is_offered BOOLEAN NOT NULL DEFAULT TRUE
);

CREATE TABLE conversation_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    scenario_id INTEGER NOT NULL,
    session_type TEXT NOT NULL,
    transcript TEXT,
    feedback TEXT,
    duration INTEGER,
    turn_count INTEGER,
    status TEXT DEFAULT 'active' CHECK (status IN ('active', 'completed', 'cancelled')),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    completed_at TIMESTAMP,
    last_activity_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    feedback_by TEXT,
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    FOREIGN KEY (scenario_id) REFERENCES scenarios (id)
);
CREATE UNIQUE INDEX one_active_session ON conversation_sessions (user_id) WHERE status = 'active';
CREATE INDEX sessions_of_user ON conversation_sessions (user_id, created_at);

CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES conversation_sessions (id) ON DELETE CASCADE,
    turn TEXT NOT NULL,
    who TEXT NOT NULL CHECK (who IN ('student', 'partner')),
    text TEXT NOT NULL,
    provider TEXT NOT NULL,
    recording TEXT,
    mime TEXT,
    duration REAL,
    voice TEXT,
    stt_ms INTEGER,
    llm_ms INTEGER,
    tts_ms INTEGER,
    first_audio_ms INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (session_id, turn)
);

CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
