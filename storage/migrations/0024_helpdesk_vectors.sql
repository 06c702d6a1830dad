-- What an optional model made of the FAQ's texts, so that it reads each text once: by the model and the text's SHA-256.

CREATE TABLE helpdesk_vectors (
    model  TEXT NOT NULL,
    text   TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (model, text)
);
