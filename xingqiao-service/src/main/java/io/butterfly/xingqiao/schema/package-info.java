/** Values checked against a JSON Schema: what a job is given, and the files that describe workflows. */
package io.butterfly.xingqiao.schema;
