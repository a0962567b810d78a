/** RuQi, the scheduler: the process, and how its parts are put together. */
package io.butterfly.ruqi;
