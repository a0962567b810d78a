package io.butterfly.http;

import io.micronaut.context.annotation.Executable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a call, and says in this one place what it answers to and whether it changes anything. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Executable(processOnStartup = true)
public @interface Api {
    /**
     * All paths it answers, its own name first, then its aliases; {@code {service}} stands for the name of the service.
     */
    String[] value();

    /** Whether it only reads: a browser may then call it by GET. */
    boolean reads() default false;
}
