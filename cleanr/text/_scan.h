/* Adds the types `Table`, cleanr/text/_scan.c, and `Phrases`, cleanr/text/_phrases.c, to the kernel; -1 with an error
 * set, when that fails. */
#include <Python.h>

int add_scan(PyObject *module);
int add_phrases(PyObject *module);

/* Whether a character is a sign that belongs to the letter before it: SIGNS of cleanr/text/folding.py. */
static inline int is_sign(Py_UCS4 c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7 && c != 0x5BE && c != 0x5C0 && c != 0x5C3 && c != 0x5C6)
        || (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x900 && c <= 0x903)
        || (c >= 0x93A && c <= 0x93C) || (c >= 0x93E && c <= 0x94F) || (c >= 0x951 && c <= 0x957) || c == 0x962 || c == 0x963
        || c == 0xE31 || (c >= 0xE34 && c <= 0xE3A) || (c >= 0xE47 && c <= 0xE4E);
}
