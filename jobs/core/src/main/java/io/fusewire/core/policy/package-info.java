/**
 * What people decided beforehand: who is an agent, what it may lose, and whether a trip acts or
 * only reports.
 */
@NullMarked
package io.fusewire.core.policy;

import org.jspecify.annotations.NullMarked;
