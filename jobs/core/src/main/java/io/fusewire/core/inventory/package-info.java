/**
 * What one account knows of its resources: who made each, who has used it lately, how many are
 * alive, and which session set a cascade off. It informs; only the guard decides.
 */
@NullMarked
package io.fusewire.core.inventory;

import org.jspecify.annotations.NullMarked;
