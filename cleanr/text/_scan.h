/* Adds the types `Table`, cleanr/text/_scan.c, and `Phrases`, cleanr/text/_phrases.c, to the kernel; -1 with an error
 * set, when that fails. */
#include <Python.h>

int add_scan(PyObject *module);
int add_phrases(PyObject *module);
