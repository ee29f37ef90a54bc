/* The kernel: what is hot, in C. Each function has a plain twin in Python, which is its definition: same arguments,
 * same results (tests/test_kernel.py). `cleanr.text.kernel` chooses between the twins.
 *
 *   read(text) -> (folded, unmarked, starts, visible, even, unspaced)      twin: cleanr.text.read.read_plainly
 *   find(text, part, start, stop)                        twin: str.find
 *   Row(document, index): a line with its facts          twin: cleanr.text.row.PlainRow (see _row.h)
 *   Memo(function, key[, otherwise])                     twin: cached_by_line, cached_by_line_findings (see _memo.h)
 *   Maker(type, otherwise): makes named tuples           twin: `__new__` of each (see _maker.h)
 *   WordSet(words).among(text, start, stop)              twin: cleanr.text.wordset.PlainWordSet (see _wordset.h)
 *   WordSets(*sets).counts(text, start, stop)            twin: cleanr.text.wordset.PlainWordSets (see _wordset.h)
 *   Signs(signs).standing(lines)                         twin: cleanr.text.shortlines.PlainSigns (see _signs.h)
 *   standing(marks, text)                                twin: cleanr.text.kernel.standing
 *   lines(type, document): all that are not blank        twin: cleanr.text.document.Document.line of each
 *
 *   forget(lines)                                        twin: cleanr.text.document.Document.forget
 *   sentences(text, start, end) -> (Span, …)        twin: cleanr.text.sentences.sentences_of (see _sentences.h)
 *   code_marks(text)                                     twin: cleanr.text.context.code.plain_marks (see _codemarks.h)
 *   Table(…).scan(…)                     twin: cleanr.detect.candidates (see _scan.c)
 *   Phrases(…).hits(…)                   twin: cleanr.detect.phrases.bounded_hits (see _phrases.c)
 *
 * To add a function: write it below or in a header of its own (a header that loops over the characters of a text is
 * included once for each width of them, as _kernel_pass.h is), give it a line in `methods` and in `_kernel.pyi`, a
 * twin, a test of equality, and VERSION one more (here and in kernel.py); name new files in hatch_build.py.
 * `python hatch_build.py` compiles anew.
 *
 * Python's strings are read in place (PyUnicode_DATA), never changed. Places are code points. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>
#include <stdint.h>
#include "_scan.h"
#include "_slots.h"

/* --- what a character is -------------------------------------------------------------------------------------- */

#define LAST_OF_LETTERS 0x1800 /* scripts without spaces below it have words of several letters: Thai, Khmer */
#define KNOWN 0x3100 /* characters below are looked up in tables, others are worked out one by one */
enum {
    SPACE = 1, BREAK = 2, UPPER = 4, LOWER = 8, MARK = 16, ALNUM = 32, UNSPACED = 64, CELL = 128, FIGURE = 256,
    ODD_SPACE = 512, /* white space that `str.split` parts words at, and few others do */
};

static uint8_t may_mark_code[128]; /* whether a mark of code may begin so, see _codemarks.h */
static uint16_t kinds[KNOWN], folds[KNOWN];
static uint16_t bare[KNOWN]; /* folded, with a space for a mark; of characters that are no matter of their neighbours */

static int is_one_of(Py_UCS4 c, const char *ascii) {
    return c && c < 128 && strchr(ascii, (int)c) != NULL;
}

static Py_UCS4 fold_of(Py_UCS4 c) {
    switch (c) {
    case 0x2018: case 0x2019: return '\'';
    case 0x201C: case 0x201D: return '"';
    case 0xA0: case 0x202F: return ' ';
    case 0x2011: case 0x2013: case 0x2014: return '-';
    case 0x131: return 'i'; /* Turkish: its capital is I, as that of i is elsewhere */
    default: return Py_UNICODE_TOLOWER(c); /* of I with a dot above, the first character: i */
    }
}

/* The marks of cleanr/text/bullets.py: what stands before and after what a line says. */
static int is_mark(Py_UCS4 c) {
    if (c < 128) return is_one_of(c, "*#>|~_-:");
    return c == 0x2013 || c == 0x2014 || c == 0x2022 || c == 0xB7 || c == 0x2023 || c == 0xBB || c == 0x203A || c == 0xD7
        || (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2300 && c <= 0x23FF) || (c >= 0x25A0 && c <= 0x27BF)
        || (c >= 0x2900 && c <= 0x297F) || (c >= 0x2B00 && c <= 0x2BFF) || c == 0xFE0E || c == 0xFE0F || c == 0x200D
        || (c >= 0x1F000 && c <= 0x1FAFF);
}

static int is_unspaced(Py_UCS4 c) {
    return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF)
        || (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

static int kind_of(Py_UCS4 c) {
    int kind = 0;
    if (Py_UNICODE_ISSPACE(c)) kind |= SPACE | MARK;
    if (Py_UNICODE_ISLINEBREAK(c)) kind |= BREAK;
    if (Py_UNICODE_ISUPPER(c)) kind |= UPPER;
    if (Py_UNICODE_ISLOWER(c) || Py_UNICODE_ISTITLE(c)) kind |= LOWER;
    if (is_mark(c)) kind |= MARK;
    if (Py_UNICODE_ISALNUM(c)) kind |= ALNUM;
    if (is_unspaced(c)) kind |= UNSPACED;
    if (c >= '0' && c <= '9') kind |= FIGURE;
    if (kind & SPACE && (c >= 128 || c == 0x1F)) kind |= ODD_SPACE;
    if (c == '|' || c == 0x2502 || c == 0x2503 || c == 0x2551) kind |= CELL;
    return kind;
}

static int closes(Py_UCS4 c) { /* CLOSERS of cleanr/text/sentences.py */
    return is_one_of(c, "\"')]*_") || c == 0x2019 || c == 0x201D || c == 0xBB;
}

static int ends_sentence(Py_UCS4 c) { /* FULL_STOPS of cleanr/text/sentences.py */
    return is_one_of(c, ".!?") || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x61F || c == 0x964;
}

static int ends_no_title(Py_UCS4 c) {
    return is_one_of(c, ".,;:") || c == 0x3002 || c == 0xFF0C || c == 0xFF1A;
}

static int is_bullet(Py_UCS4 c) {
    return is_one_of(c, "*-+") || c == 0x2022 || c == 0xB7 || c == 0x2023 || c == 0x2013 || (c >= 0x25A0 && c <= 0x25FF)
        || c == 0x2713 || c == 0x2714;
}

static void fill_tables(void) {
    for (Py_UCS4 c = 0; c < KNOWN; c++) {
        kinds[c] = (uint16_t)kind_of(c);
        folds[c] = (uint16_t)fold_of(c);
    }
    for (const char *mark = "`:(-{};_<>/$=~"; *mark; mark++) may_mark_code[(uint8_t)*mark] = 1;
    for (Py_UCS4 c = 0; c < KNOWN; c++) bare[c] = kind_of(folds[c]) & ALNUM ? folds[c] : ' ';
}

#define KIND(c) ((c) < KNOWN ? kinds[c] : kind_of(c))
#define FOLD(c) ((c) < KNOWN ? folds[c] : fold_of(c))

/* --- what is made for Python -------------------------------------------------------------------------------------- */

static PyTypeObject *span_type; /* cleanr.text.edits.Span, a named tuple */

static PyObject *new_span(Py_ssize_t start, Py_ssize_t end) {
    PyObject *span = span_type->tp_alloc(span_type, 2);
    PyObject *one = PyLong_FromSsize_t(start), *other = PyLong_FromSsize_t(end);
    if (!span || !one || !other) {
        Py_XDECREF(span); Py_XDECREF(one); Py_XDECREF(other);
        return NULL;
    }
    PyTuple_SET_ITEM(span, 0, one);
    PyTuple_SET_ITEM(span, 1, other);
    return span;
}

static int append(PyObject *list, Py_ssize_t number) {
    PyObject *one = PyLong_FromSsize_t(number);
    int done = one ? PyList_Append(list, one) : -1;
    Py_XDECREF(one);
    return done;
}

/* The facts of a line that do not hang on other lines. */
typedef struct {
    Py_ssize_t start, end, core, core_end, words, core_words;
    int ends_sentence, prose, in_capitals, bulleted, title, may_be_row, has_figure;
} Facts;

/* The widest character that a string may have which is as narrow as one with the bits `all` can be. */
#define WIDEST(all) ((Py_UCS4)((all) < 0x80 ? 0x7F : (all) < 0x100 ? 0xFF : (all) < 0x10000 ? 0xFFFF : 0x10FFFF))

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

static int is_text(PyObject *text) {
    if (!PyUnicode_Check(text)) {
        PyErr_Format(PyExc_TypeError, "a str is wanted, not %.100s", Py_TYPE(text)->tp_name);
        return 0;
    }
    return PyUnicode_READY(text) == 0;
}

static PyObject *read_text(PyObject *Py_UNUSED(module), PyObject *text) {
    if (!is_text(text)) return NULL;
    switch (PyUnicode_KIND(text)) {
    case PyUnicode_1BYTE_KIND: return read1(text);
    case PyUnicode_2BYTE_KIND: return read2(text);
    default: return read4(text);
    }
}

#include "_row.h"
#include "_memo.h"
#include "_maker.h"
#include "_wordset.h"
#include "_signs.h"
#include "_sentences.h"
#include "_codemarks.h"

/* find(text, part, start, stop): what `str.find` gives, ten times as fast for a long part of a long text. */
static PyObject *find(PyObject *Py_UNUSED(module), PyObject *arguments) {
    PyObject *text, *part;
    Py_ssize_t start, stop;
    if (!PyArg_ParseTuple(arguments, "UUnn", &text, &part, &start, &stop)) return NULL;
    Py_ssize_t size = PyUnicode_GET_LENGTH(part);
    stop = Py_MIN(stop, PyUnicode_GET_LENGTH(text));
#if defined(__GLIBC__)
    if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND && PyUnicode_KIND(part) == PyUnicode_1BYTE_KIND && start >= 0) {
        const char *s = PyUnicode_DATA(text), *found = NULL;
        if (start <= stop) found = memmem(s + start, stop - start, PyUnicode_DATA(part), size);
        return PyLong_FromSsize_t(found ? found - s : -1);
    }
#endif
    Py_ssize_t at = PyUnicode_Find(text, part, start, stop, 1);
    return at == -2 ? NULL : PyLong_FromSsize_t(size > stop - start ? -1 : at);
}

#define SEEN_AT(c) ((c) < 256 ? (c) : 256 + ((c) & 255)) /* of wide characters, one or more that end so */

/* standing(marks, text): those of the characters `marks` that stand in `text`. */
static PyObject *standing(PyObject *Py_UNUSED(module), PyObject *arguments) {
    PyObject *marks, *text;
    if (!PyArg_ParseTuple(arguments, "UU", &marks, &text)) return NULL;
    char seen[512] = {0};
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), found = 0;
    switch (PyUnicode_KIND(text)) {
    case PyUnicode_1BYTE_KIND: for (Py_ssize_t i = 0; i < size; i++) seen[((const Py_UCS1 *)data)[i]] = 1; break;
    case PyUnicode_2BYTE_KIND: for (Py_ssize_t i = 0; i < size; i++) seen[SEEN_AT(((const Py_UCS2 *)data)[i])] = 1; break;
    default: for (Py_ssize_t i = 0; i < size; i++) seen[SEEN_AT(((const Py_UCS4 *)data)[i])] = 1;
    }
    Py_UCS4 *kept = PyMem_New(Py_UCS4, PyUnicode_GET_LENGTH(marks) + 1);
    if (!kept) return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(marks); i++) {
        Py_UCS4 c = PyUnicode_READ_CHAR(marks, i);
        if (seen[SEEN_AT(c)] && (c < 256 || PyUnicode_FindChar(text, c, 0, size, 1) >= 0)) kept[found++] = c;
    }
    PyObject *result = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, kept, found);
    PyMem_Free(kept);
    return result;
}

static PyMethodDef methods[] = {
    {"read", read_text, METH_O, "Return what a text is made into when it is read."},
    {"sentences", (PyCFunction)(void (*)(void))sentences, METH_FASTCALL, "Return the sentences of a line."},
    {"code_marks", code_marks, METH_O, "Return how many marks of code stand in a text."},
    {"find", find, METH_VARARGS, "Return what str.find gives."},
    {"standing", standing, METH_VARARGS, "Return those of some characters that stand in a text."},
    {"forget", row_forget, METH_O, "Let go of what was worked out for lines."},
    {"lines", row_lines, METH_VARARGS, "Return the lines of a document that are not blank."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernel", "What is hot, in C; cleanr.text.kernel has what it means.", -1, methods,
    NULL, NULL, NULL, NULL,
};

static int prepare(PyObject *module) {
    fill_tables();
    PyObject *edits = PyImport_ImportModule("cleanr.text.edits");
    PyObject *type = edits ? PyObject_GetAttrString(edits, "Span") : NULL;
    Py_XDECREF(edits);
    if (!type) return -1;
    span_type = (PyTypeObject *)type;
    if (PyModule_AddIntConstant(module, "VERSION", 18) < 0) return -1; /* as in cleanr/text/kernel.py */
    if (PyModule_AddType(module, &wordset_type) < 0 || PyModule_AddType(module, &wordsets_type) < 0) return -1;
    if (PyModule_AddType(module, &signs_type) < 0 || PyModule_AddType(module, &maker_type) < 0) return -1;
    return add_row(module) < 0 || add_memo(module) < 0 || add_scan(module) < 0 ? -1 : add_phrases(module);
}

PyMODINIT_FUNC PyInit__kernel(void) {
    PyObject *module = PyModule_Create(&definition);
    if (module && prepare(module) < 0) Py_CLEAR(module);
    return module;
}
