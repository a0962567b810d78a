-- The manual's tables hold three-byte characters only. Alone in its statement: on MySQL a conversion undoes a MODIFY beside it.
ALTER TABLE workflow_job CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
