/* The phrases of rules that are written with a pattern: where each stands between word boundaries. The plain twin, which
 * is its definition, is `bounded_hits` of cleanr/detect/phrases.py over the hits of cleanr/text/scan.py.
 *
 *   Phrases(phrases, opens)          `opens`: of each, whether it has to stand where a line or a sentence can start
 *   Phrases.hits(text, folded) -> [(start, -end, number of the phrase)], sorted
 *
 * The phrases are a tree of letters, walked from each place where a word may begin; most walks end at the second letter. */
#define PY_SSIZE_T_CLEAN
#include "_scan.h"
#include <stdint.h>

enum { OTHER, WORD, CAPITAL }; /* what a character is: none of a word; a letter or figure; a capital letter */

static int class_of(Py_UCS4 c) {
    if (c >= 'a' && c <= 'z') return WORD;
    if (c < 128) return c >= 'A' && c <= 'Z' ? CAPITAL : c >= '0' && c <= '9' ? WORD : OTHER;
    return !Py_UNICODE_ISALNUM(c) ? OTHER : Py_UNICODE_ISUPPER(c) ? CAPITAL : WORD;
}

typedef struct { Py_UCS4 letter; int32_t child, next, number; } Node; /* number -1: no phrase ends here; child, next 0: none */

#define DIRECT 128 /* letters below: whether a phrase starts with two of them is told at once */
#define MOST_LETTERS 256

typedef struct {
    PyObject_HEAD
    Node *nodes; /* the first one is the root */
    Py_ssize_t size, room;
    char *opens;
    uint8_t starts[DIRECT][DIRECT]; /* of each two letters, capitals too, whether a phrase starts with them */
    uint8_t classes[DIRECT];
    int32_t firsts[DIRECT]; /* of each letter, the child of the root */
} Phrases;

static int may_start(const Phrases *p, Py_UCS4 first, Py_UCS4 second) {
    return first >= DIRECT || second >= DIRECT || p->starts[first][second];
}

static int32_t child_of(const Node *nodes, int32_t parent, Py_UCS4 letter) {
    int32_t node = nodes[parent].child;
    while (node && nodes[node].letter != letter) node = nodes[node].next;
    return node;
}

/* The child of `parent` for `letter`, a new one where there is none; -1 when memory is short. */
static int32_t add_child(Phrases *p, int32_t parent, Py_UCS4 letter) {
    int32_t node = child_of(p->nodes, parent, letter);
    if (node) return node;
    if (p->size == p->room) {
        Node *nodes = PyMem_Realloc(p->nodes, 2 * p->room * sizeof(Node));
        if (!nodes) { PyErr_NoMemory(); return -1; }
        p->nodes = nodes;
        p->room *= 2;
    }
    node = (int32_t)p->size++;
    p->nodes[node] = (Node){letter, 0, p->nodes[parent].child, -1};
    p->nodes[parent].child = node;
    return node;
}

static int add_phrase(Phrases *p, PyObject *phrase, int32_t number) {
    if (!PyUnicode_Check(phrase)) { PyErr_SetString(PyExc_TypeError, "a phrase is a str"); return -1; }
    Py_ssize_t size = PyUnicode_GET_LENGTH(phrase);
    if (!size || size > MOST_LETTERS) { PyErr_SetString(PyExc_ValueError, "a phrase of no letters, or too many"); return -1; }
    int32_t node = 0;
    for (Py_ssize_t i = 0; i < size; i++)
        if ((node = add_child(p, node, PyUnicode_READ_CHAR(phrase, i))) < 0) return -1;
    p->nodes[node].number = number;
    return 0;
}

static int fill_phrases(Phrases *p, PyObject *phrases, PyObject *opens) {
    Py_ssize_t count = PyList_GET_SIZE(phrases);
    if (PyList_GET_SIZE(opens) != count) { PyErr_SetString(PyExc_ValueError, "one truth for each phrase"); return -1; }
    p->room = 64;
    p->nodes = PyMem_New(Node, p->room);
    p->opens = PyMem_New(char, count + 1);
    if (!p->nodes || !p->opens) { PyErr_NoMemory(); return -1; }
    p->nodes[p->size++] = (Node){0, 0, 0, -1};
    for (Py_ssize_t i = 0; i < count; i++) {
        p->opens[i] = (char)(PyList_GET_ITEM(opens, i) == Py_True);
        if (add_phrase(p, PyList_GET_ITEM(phrases, i), (int32_t)i) < 0) return -1;
    }
    for (Py_UCS4 first = 0; first < DIRECT; first++) {
        p->classes[first] = (uint8_t)class_of(first);
        int32_t node = child_of(p->nodes, 0, Py_UNICODE_TOLOWER(first));
        p->firsts[first] = child_of(p->nodes, 0, first);
        for (Py_UCS4 second = 0; node && second < DIRECT; second++)
            p->starts[first][second] = p->nodes[node].number >= 0 || child_of(p->nodes, node, Py_UNICODE_TOLOWER(second));
    }
    return 0;
}

static PyObject *new_phrases(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    PyObject *phrases, *opens;
    if (keywords && PyDict_GET_SIZE(keywords)) return PyErr_Format(PyExc_TypeError, "Phrases takes no keywords");
    if (!PyArg_ParseTuple(arguments, "O!O!", &PyList_Type, &phrases, &PyList_Type, &opens)) return NULL;
    Phrases *p = (Phrases *)type->tp_alloc(type, 0); /* all zero */
    if (p && fill_phrases(p, phrases, opens) < 0) Py_CLEAR(p);
    return (PyObject *)p;
}

static void free_phrases(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(((Phrases *)self)->nodes);
    PyMem_Free(((Phrases *)self)->opens);
    type->tp_free(self);
    Py_DECREF(type);
}

/* --- looking through a text --------------------------------------------------------------------------------------- */

typedef struct { int kind, folded_kind; const void *text, *folded; Py_ssize_t size; } Views;

#define TEXT(v, i) PyUnicode_READ((v)->kind, (v)->text, i)
#define FOLDED(v, i) PyUnicode_READ((v)->folded_kind, (v)->folded, i)

static int is_low(Py_UCS4 c) { return Py_UNICODE_ISLOWER(c) || Py_UNICODE_ISDIGIT(c); }

/* Whether a word goes on from `before`; a capital behind a small letter begins another. */
static int goes_on(Py_UCS4 before, Py_UCS4 behind) {
    int one = class_of(behind);
    return one && class_of(before) && !(one == CAPITAL && is_low(before));
}

static int parts(const Views *v, Py_ssize_t at) {
    return at <= 0 || at >= v->size || !goes_on(TEXT(v, at - 1), TEXT(v, at));
}

/* The first place from `at` on where a phrase may start, in a text of one width of characters. Hardly any is in vain, and
 * nothing is asked that a processor cannot foretell: the ends of words it cannot. */
#define NEXT(name, CHAR) \
    static Py_ssize_t name(const Phrases *p, const CHAR *text, Py_ssize_t at, Py_ssize_t size) { \
        for (int before = at ? class_of(text[at - 1]) : OTHER; at < size; at++) { \
            Py_UCS4 first = text[at], second = at + 1 < size ? text[at + 1] : 0; \
            int one = first < DIRECT ? p->classes[first] : class_of(first); \
            if (may_start(p, first, second) & !((before != OTHER) & (one == WORD))) break; \
            before = one; \
        } \
        return at; \
    }
NEXT(next1, Py_UCS1)
NEXT(next2, Py_UCS2)
NEXT(next4, Py_UCS4)

static Py_ssize_t next_start(const Phrases *p, const Views *v, Py_ssize_t at) {
    return v->kind == PyUnicode_1BYTE_KIND ? next1(p, v->text, at, v->size)
         : v->kind == PyUnicode_2BYTE_KIND ? next2(p, v->text, at, v->size) : next4(p, v->text, at, v->size);
}

/* Whether a line or sentence can start at `at`: not behind a word, or a comma, and a space. */
static int can_open(const Views *v, Py_ssize_t at) {
    if (at < 2 || TEXT(v, at - 1) != ' ') return 1;
    Py_UCS4 before = TEXT(v, at - 2);
    if (before == 'o') return !(at > 2 && class_of(TEXT(v, at - 3))); /* alone, a nested bullet of plain text */
    return before != ',' && !class_of(before);
}

/* Add the phrases that start at `at`, the first letter of which is that of `node`; the longest first. */
static int hits_at(const Phrases *p, const Views *v, Py_ssize_t at, int32_t node, PyObject *found) {
    struct { Py_ssize_t end; int32_t number; } ended[MOST_LETTERS];
    int count = 0;
    for (Py_ssize_t end = at + 1; node; end++) {
        if (p->nodes[node].number >= 0 && parts(v, end)) {
            ended[count].end = end;
            ended[count++].number = p->nodes[node].number;
        }
        node = end < v->size ? child_of(p->nodes, node, FOLDED(v, end)) : 0;
    }
    int opens = count && can_open(v, at);
    while (count--) {
        if (p->opens[ended[count].number] && !opens) continue;
        PyObject *hit = Py_BuildValue("nni", at, -ended[count].end, (int)ended[count].number);
        int failed = !hit || PyList_Append(found, hit) < 0;
        Py_XDECREF(hit);
        if (failed) return -1;
    }
    return 0;
}

static PyObject *hits(PyObject *self, PyObject *arguments) {
    PyObject *text, *folded;
    if (!PyArg_ParseTuple(arguments, "UU", &text, &folded)) return NULL;
    const Phrases *p = (const Phrases *)self;
    Views v = {PyUnicode_KIND(text), PyUnicode_KIND(folded), PyUnicode_DATA(text), PyUnicode_DATA(folded), PyUnicode_GET_LENGTH(text)};
    if (PyUnicode_GET_LENGTH(folded) != v.size) return PyErr_Format(PyExc_ValueError, "the views of a text are of one length");
    PyObject *found = PyList_New(0);
    for (Py_ssize_t at = 0; found && (at = next_start(p, &v, at)) < v.size; at++) {
        if (!parts(&v, at)) continue;
        Py_UCS4 first = FOLDED(&v, at);
        int32_t node = first < DIRECT ? p->firsts[first] : child_of(p->nodes, 0, first);
        if (node && hits_at(p, &v, at, node, found) < 0) Py_CLEAR(found);
    }
    return found;
}

static PyMethodDef methods[] = {
    {"hits", hits, METH_VARARGS, "Return where the phrases stand between word boundaries."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, new_phrases},
    {Py_tp_dealloc, free_phrases},
    {Py_tp_methods, methods},
    {Py_tp_doc, "The phrases that rules wait for, as a tree of letters."},
    {0, NULL},
};

static PyType_Spec specification = {"cleanr.text._kernel.Phrases", sizeof(Phrases), 0, Py_TPFLAGS_DEFAULT, slots};

int add_phrases(PyObject *module) {
    PyObject *type = PyType_FromSpec(&specification);
    int failed = !type || PyModule_AddObjectRef(module, "Phrases", type) < 0;
    Py_XDECREF(type);
    return failed ? -1 : 0;
}
