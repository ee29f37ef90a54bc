/* The kernel: what is hot, in C. Each function has a plain twin in Python, which is its definition: same arguments,
 * same results (tests/test_kernel.py). `cleanr.text.kernel` chooses between the twins.
 *
 *   fold(text) -> (folded, apart)      twin: cleanr.text.folding.fold, marks_apart
 *
 *   Table(…).scan(…)                     twin: cleanr.detect.candidates (see _scan.c)
 *
 * To add a function: write it below or in a header of its own (a header that loops over the characters of a text is
 * included once for each width of them, as _kernel_pass.h is), give it a line in `methods` and in `_kernel.pyi`, a
 * twin, a place in kernel.py and a test of equality; name new files in hatch_build.py and in the sdist's list. What is
 * compiled anew: `pip install -e . --no-build-isolation`.
 *
 * Python's strings are read in place (PyUnicode_DATA), never changed. Places are code points. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include "_scan.h"

/* --- what a character is -------------------------------------------------------------------------------------- */

#define KNOWN 0x3100 /* characters below are looked up in tables, others are worked out one by one */
enum { ALNUM = 1 };

static uint8_t kinds[KNOWN];
static uint16_t folds[KNOWN];

static Py_UCS4 fold_of(Py_UCS4 c) {
    switch (c) {
    case 0x2018: case 0x2019: return '\'';
    case 0x201C: case 0x201D: return '"';
    case 0xA0: case 0x202F: return ' ';
    case 0x2011: case 0x2013: case 0x2014: return '-';
    default: return Py_UNICODE_TOLOWER(c); /* of I with a dot above, the first character: i */
    }
}

static int kind_of(Py_UCS4 c) {
    return Py_UNICODE_ISALNUM(c) ? ALNUM : 0;
}

static void fill_tables(void) {
    for (Py_UCS4 c = 0; c < KNOWN; c++) {
        kinds[c] = (uint8_t)kind_of(c);
        folds[c] = (uint16_t)fold_of(c);
    }
}

#define KIND(c) ((c) < KNOWN ? kinds[c] : kind_of(c))
#define FOLD(c) ((c) < KNOWN ? folds[c] : fold_of(c))

/* --- the passes, once for each width of characters -------------------------------------------------------------- */

#define WIDTH(name) name##1
#define CHAR Py_UCS1
#include "_kernel_pass.h"
#undef WIDTH
#undef CHAR
#define WIDTH(name) name##2
#define CHAR Py_UCS2
#include "_kernel_pass.h"
#undef WIDTH
#undef CHAR
#define WIDTH(name) name##4
#define CHAR Py_UCS4
#include "_kernel_pass.h"
#undef WIDTH
#undef CHAR

/* --- what Python calls -------------------------------------------------------------------------------------------- */

static PyObject *fold(PyObject *module, PyObject *text) {
    (void)module;
    if (!PyUnicode_Check(text)) return PyErr_Format(PyExc_TypeError, "fold takes a str");
    if (PyUnicode_READY(text) < 0) return NULL;
    switch (PyUnicode_KIND(text)) {
    case PyUnicode_1BYTE_KIND: return fold1(text);
    case PyUnicode_2BYTE_KIND: return fold2(text);
    default: return fold4(text);
    }
}

static PyMethodDef methods[] = {
    {"fold", fold, METH_O, "Return the folded view of a text, and the same with a space for every mark."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernel", "What is hot, in C; cleanr.text.kernel has what it means.", -1, methods,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__kernel(void) {
    fill_tables();
    PyObject *module = PyModule_Create(&definition);
    if (module && add_scan(module) < 0) Py_CLEAR(module);
    return module;
}
