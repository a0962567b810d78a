-- Names differ when one byte does: upper and lower case, accents, and all emoji were the same. A statement of its own, as V3.
ALTER TABLE workflow_job CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
