package io.butterfly.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a parameter of a call means. The API's description is made of it, and only of it: what a caller reads
 * stands beside the member that is read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {
    /** What it means, in one sentence or a few. */
    String value();

    /** Such as {@code seconds}; empty when it has none. */
    String unit() default "";

    /** What holds when it is not given, as it would be given; empty when nothing fixed does. */
    String byDefault() default "";

    /** Of a number the smallest one, of a text the fewest characters, of a list the fewest elements. */
    long min() default Long.MIN_VALUE;

    /** Of a number the greatest one, of a text the most characters, of a list the most elements. */
    long max() default Long.MAX_VALUE;

    /** All that it may be; empty when that is no short list. */
    String[] oneOf() default {};

    /** What it must be, when its Java type takes any JSON. */
    Class<?> type() default Object.class;

    /** What each element of the list must be, when its Java type takes any JSON. */
    Class<?> elements() default Object.class;
}
