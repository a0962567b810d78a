/**
 * Workflows written in YAML. A file is read into JSON with the place of each value kept, checked against the published
 * schema {@code workflow.schema.json}, and bound to a {@link io.butterfly.xingqiao.workflow.Workflow}; every error
 * names its line and column.
 */
package io.butterfly.xingqiao.workflow.yaml;
