/**
 * Routes: which handlers live in which HTTP service.
 *
 * <p>A {@link io.butterfly.baichuan.route.Route} comes from this process's settings, or was set by a call and is kept
 * in Redis. {@link io.butterfly.baichuan.route.Routes} knows both: every replica reads the kept ones twice a second,
 * and what one of them sets it knows at once. While Redis is away the routes stay as they were last seen. A kept route
 * takes the place of a configured one of the same name.
 */
package io.butterfly.baichuan.route;
