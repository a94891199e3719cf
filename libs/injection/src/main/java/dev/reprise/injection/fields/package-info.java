// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Places of fields in Kubernetes resources. */
@NullMarked
package dev.reprise.injection.fields;

import org.jspecify.annotations.NullMarked;
