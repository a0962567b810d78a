-- Whom a notice is for, so that one receiver that answers nothing keeps no other one waiting; and how often it was asked whether a message is over.
-- A row that an older release writes meanwhile has the receiver ''.
ALTER TABLE workflow_notice
  ADD COLUMN receiver varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'an origin, hook:TYPE, or handlers',
  ADD COLUMN asks int NOT NULL DEFAULT 0 COMMENT 'how often it was under way',
  ADD KEY notice_receiver (receiver, due_at),
  DROP KEY notice_due_at;
