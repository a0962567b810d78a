/**
 * The language of conditions: comparisons of JSON values, without loops, calls or side effects, so that evaluating one
 * always ends and never fails.
 *
 * <pre>
 * expression  = and { "or" and }
 * and         = not { "and" not }
 * not         = "not" not | comparison
 * comparison  = value [ ("==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "in") value ]
 * value       = number | 'text' | "text" | true | false | null
 *             | "[" [ value { "," value } ] "]" | path | "(" expression ")"
 * path        = name { "." name | "[" index "]" | "[" 'text' "]" }
 * name        = letters, digits, _ and -
 * </pre>
 *
 * The first name of a path is a root: {@code job} for the job's extra, a task's label for that task's reply. A path
 * that leads nowhere is {@code null}. {@code ==} compares JSON values (1 equals 1.0), an order exists among numbers and
 * among texts and is false between anything else, {@code in} asks a list. As a condition {@code null}, {@code false},
 * 0, empty text, empty list and empty object count as false, all else as true.
 */
package io.butterfly.xingqiao.expression;
