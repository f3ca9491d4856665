CREATE TABLE review_cards (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES conversation_sessions (id) ON DELETE CASCADE,
    turn TEXT NOT NULL,
    original TEXT NOT NULL,
    better TEXT NOT NULL,
    schedule TEXT NOT NULL,
    due TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (user_id, better)
);

CREATE INDEX review_cards_due ON review_cards (user_id, due);
