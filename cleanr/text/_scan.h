/* Adds the type `Table`, cleanr/text/_scan.c, to the kernel; -1 with an error set, when that fails. */
#include <Python.h>

int add_scan(PyObject *module);
