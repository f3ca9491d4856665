-- Who served each stage of a turn, what it used and its estimated cost in US dollars. On a student's turn: recognition
-- (provider, model, stt_ms, seconds, words). On a partner's: the model (provider, model, llm_ms, tokens) and the voice
-- (voice, voice_model, tts_ms, characters). An unknown cost is NULL.
ALTER TABLE turns ADD COLUMN model TEXT;
ALTER TABLE turns ADD COLUMN voice_model TEXT;
ALTER TABLE turns ADD COLUMN seconds REAL;
ALTER TABLE turns ADD COLUMN words TEXT;
ALTER TABLE turns ADD COLUMN input_tokens INTEGER;
ALTER TABLE turns ADD COLUMN output_tokens INTEGER;
ALTER TABLE turns ADD COLUMN tokens_estimated BOOLEAN;
ALTER TABLE turns ADD COLUMN characters INTEGER;
ALTER TABLE turns ADD COLUMN cost REAL;

CREATE TABLE fallbacks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES conversation_sessions (id) ON DELETE CASCADE,
    service_type TEXT NOT NULL,
    provider TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX fallbacks_of_session ON fallbacks (session_id);

CREATE TABLE provider_choices (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    service_type TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL DEFAULT '',
    voice TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (user_id, service_type, provider)
);
