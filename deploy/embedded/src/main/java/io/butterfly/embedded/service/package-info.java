/**
 * Our own services as processes, for tests: what spans services is tested with the real neighbour. A service is started
 * from what its module was compiled to ({@code target/classes} and {@code target/runtime.classpath}), so no module has
 * to be packaged first; the module that uses it names the service's module in its {@code pom.xml}, so that it is built
 * before.
 */
package io.butterfly.embedded.service;
