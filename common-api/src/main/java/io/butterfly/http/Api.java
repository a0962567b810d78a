package io.butterfly.http;

import io.butterfly.access.Role;
import io.butterfly.api.Stat;
import io.micronaut.context.annotation.Executable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that answers HTTP requests. Each of its paths is a route, whatever the HTTP method of the request. The
 * method takes one record of parameters ({@link NoParameters} for none), it may take a {@link Caller}, and it returns a
 * {@link io.butterfly.api.Reply} or a {@link FileReply}. It runs on a virtual thread.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Executable(processOnStartup = true)
@ExecuteOn(TaskExecutors.BLOCKING)
public @interface Api {
    /** All its paths: its own name first, then its aliases; {@code {service}} stands for the name of the service. */
    String[] value();

    /** Who may call it: whoever has one of these roles, or one that covers it. */
    Role[] role();

    /** Whether it only reads: a browser may then call it by GET. */
    boolean reads() default false;

    /** What it does, in one sentence without a subject; the API's description shows it. */
    String summary() default "";

    /**
     * The codes that it may answer beside {@code OK}, {@code ERR}, {@code ERR_BAD_PARAMS}, {@code ERR_SERVER_EXCEPTION}
     * and {@code ERR_BUSY}.
     */
    Stat[] errors() default {};
}
