/**
 * How the tables came to be: each text brings a file one version further, and none is ever changed again.
 * Columns named `run` and `…_run` hold the number of a run. No table has a place for a value, a credential of a registry or a
 * config: findings are stored under their seal, texts with every known value masked.
 */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- "plan" tells what was to be read and how: a run that was stopped goes on only under the same.
CREATE TABLE run (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, scope TEXT NOT NULL, rules TEXT NOT NULL,
  started TEXT NOT NULL, finished TEXT, statistics TEXT) STRICT;

-- "run" covered it last, "listed_run" listed its tags to the end last. "anonymous": read without signing in.
CREATE TABLE repository (id INTEGER PRIMARY KEY, host TEXT NOT NULL, name TEXT NOT NULL, run INTEGER NOT NULL,
  listed_run INTEGER, anonymous INTEGER, UNIQUE (host, name)) STRICT;

-- What a tag leads to: an index, or the manifest of an image. "pullable" is of roots without a tag.
CREATE TABLE root (id INTEGER PRIMARY KEY, repository INTEGER NOT NULL REFERENCES repository, digest TEXT NOT NULL,
  pushed TEXT, first_run INTEGER NOT NULL, chosen_run INTEGER, asked_run INTEGER, pullable INTEGER,
  UNIQUE (repository, digest)) STRICT;
CREATE INDEX root_digest ON root (digest);

-- "wanted_run" chose it by name and date, "resolved_run" found out last where it leads.
CREATE TABLE tag (id INTEGER PRIMARY KEY, repository INTEGER NOT NULL REFERENCES repository, name TEXT NOT NULL,
  root INTEGER REFERENCES root, first_run INTEGER NOT NULL, listed_run INTEGER NOT NULL, wanted_run INTEGER,
  resolved_run INTEGER, moved_run INTEGER, gone_run INTEGER, UNIQUE (repository, name)) STRICT;
CREATE INDEX tag_root ON tag (root);
CREATE TABLE former_tag (root INTEGER NOT NULL REFERENCES root, name TEXT NOT NULL, PRIMARY KEY (root, name)) STRICT, WITHOUT ROWID;

-- Roots whose images are in the tables below. "reading" tells with which rules and for which platforms.
CREATE TABLE manifest (digest TEXT PRIMARY KEY, reading TEXT NOT NULL) STRICT;

-- "layers" is JSON: media type, diff id and instruction of each; what is attached follows the layers. "composed" tells under which reading its findings are whole.
CREATE TABLE image (id INTEGER PRIMARY KEY, root_digest TEXT NOT NULL, digest TEXT NOT NULL, platform TEXT, created TEXT,
  layers TEXT NOT NULL, composed TEXT, UNIQUE (root_digest, digest)) STRICT;

-- "key" is what a report on it depends on: its digest, and for what is one file also the name of that.
CREATE TABLE blob (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, file_name TEXT, size INTEGER NOT NULL,
  media_type TEXT NOT NULL) STRICT;
CREATE TABLE image_layer (image INTEGER NOT NULL REFERENCES image, position INTEGER NOT NULL, blob INTEGER NOT NULL REFERENCES blob,
  PRIMARY KEY (image, position)) STRICT, WITHOUT ROWID;
CREATE INDEX image_layer_blob ON image_layer (blob);

-- "report" is a packed LayerReport, deflated.
CREATE TABLE layer_report (blob INTEGER NOT NULL REFERENCES blob, rules TEXT NOT NULL, run INTEGER NOT NULL, report BLOB NOT NULL,
  PRIMARY KEY (blob, rules)) STRICT, WITHOUT ROWID;

-- One row a place, in however many images. "key" is a digest of the rest.
CREATE TABLE finding (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, body TEXT NOT NULL,
  first_run INTEGER NOT NULL) STRICT;
CREATE INDEX finding_fingerprint ON finding (fingerprint);
-- "part" 0 is of the metadata, 1 of the layers.
CREATE TABLE image_finding (image INTEGER NOT NULL REFERENCES image, finding INTEGER NOT NULL REFERENCES finding, part INTEGER NOT NULL,
  PRIMARY KEY (image, finding)) STRICT, WITHOUT ROWID;
CREATE INDEX image_finding_finding ON image_finding (finding);

-- Of a run, an image or a layer: one of the three is set.
CREATE TABLE notice (id INTEGER PRIMARY KEY, run INTEGER, image INTEGER, blob INTEGER, place TEXT NOT NULL, message TEXT NOT NULL) STRICT;
CREATE INDEX notice_run ON notice (run);
CREATE INDEX notice_image ON notice (image);
CREATE INDEX notice_blob ON notice (blob);

-- The words of the rules that findings name, as they were when these were made.
CREATE TABLE rule (rules TEXT NOT NULL, id TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (rules, id)) STRICT, WITHOUT ROWID;
`,
];
