ALTER TABLE xingqiao_audit
  ADD COLUMN state_before text NULL COMMENT 'what the call has changed, as it was: JSON without secrets, cut at 2000 characters';
