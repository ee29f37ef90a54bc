/* Signs(signs).standing(lines): of the pieces of folded text `signs` those that stand on some of `lines`, each with the
 * places of these in the list. The plain twin is cleanr.text.shortlines.PlainSigns. Included by _kernel.c, behind _row.h. */

typedef struct {
    PyObject_HEAD
    PyObject *signs; /* a tuple of str */
    Slots slots; /* by what a sign begins with: its first two characters, or its only one */
    uint8_t begins[128][128]; /* of two characters of ASCII, which kinds of signs begin so: most of a text is told by that */
    uint8_t thirds[1024];     /* of three characters, hashed, whether a sign may begin so: a bit for each */
} Signs;

enum { OF_ONE = 1, OF_TWO = 2, OF_MORE = 4 }; /* signs of so many characters */
#define THIRD(c, d, e) ((((uint32_t)(c) * 31 + (uint32_t)(d)) * 31 + (uint32_t)(e)) & 8191)

#define SIGN_ONE(c) ((uint64_t)(c))
#define SIGN_TWO(c, d) ((uint64_t)(c) | ((uint64_t)(d) + 1) << 32)

static void signs_begin(Signs *signs, PyObject *sign) {
    Py_ssize_t size = PyUnicode_GET_LENGTH(sign);
    Py_UCS4 c = PyUnicode_READ_CHAR(sign, 0), d = size > 1 ? PyUnicode_READ_CHAR(sign, 1) : 0;
    if (c > 127 || d > 127) return; /* these are looked at wherever they stand */
    if (size == 1) for (d = 0; d < 128; d++) signs->begins[c][d] |= OF_ONE;
    else signs->begins[c][d] |= size == 2 ? OF_TWO : OF_MORE;
    if (size < 3) return;
    uint32_t third = THIRD(c, d, PyUnicode_READ_CHAR(sign, 2));
    signs->thirds[third >> 3] |= (uint8_t)(1 << (third & 7));
}

static int signs_fill(Signs *signs) {
    if (slots_start(&signs->slots, FEWEST_BITS) < 0) return -1;
    for (Py_ssize_t at = 0; at < PyTuple_GET_SIZE(signs->signs); at++) {
        PyObject *sign = PyTuple_GET_ITEM(signs->signs, at);
        if (!is_text(sign)) return -1;
        Py_ssize_t length = PyUnicode_GET_LENGTH(sign);
        if (!length) { PyErr_SetString(PyExc_ValueError, "an empty sign stands everywhere"); return -1; }
        Py_UCS4 c = PyUnicode_READ_CHAR(sign, 0);
        uint64_t key = length > 1 ? SIGN_TWO(c, PyUnicode_READ_CHAR(sign, 1)) : SIGN_ONE(c);
        if (slots_take(&signs->slots, key, (int32_t)at) < 0) return -1;
        signs_begin(signs, sign);
    }
    return 0;
}

static PyObject *signs_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(keywords)) {
    PyObject *given;
    if (!PyArg_ParseTuple(arguments, "O", &given)) return NULL;
    Signs *signs = (Signs *)type->tp_alloc(type, 0);
    if (signs && (!(signs->signs = PySequence_Tuple(given)) || signs_fill(signs) < 0)) Py_CLEAR(signs);
    return (PyObject *)signs;
}

static void signs_dealloc(PyObject *self) {
    Py_XDECREF(((Signs *)self)->signs);
    PyMem_Free(((Signs *)self)->slots.at);
    Py_TYPE(self)->tp_free(self);
}

static int signs_is(PyObject *sign, int width, const void *data, Py_ssize_t start, Py_ssize_t end) {
    Py_ssize_t size = PyUnicode_GET_LENGTH(sign);
    if (size > end - start) return 0;
    for (Py_ssize_t at = 2; at < size; at++)
        if (PyUnicode_READ_CHAR(sign, at) != PyUnicode_READ(width, data, start + at)) return 0;
    return 1;
}

/* Add `place` to what was `found` of a sign. */
static int signs_add(PyObject *sign, Py_ssize_t place, PyObject *found) {
    PyObject *places = PyDict_GetItemWithError(found, sign);
    if (places) return append(places, place);
    if (PyErr_Occurred() || !(places = PyList_New(0))) return -1;
    int done = append(places, place) < 0 ? -1 : PyDict_SetItem(found, sign, places);
    Py_DECREF(places);
    return done;
}

/* Look at what begins as `key` says for signs that stand at `start`; `last`: of each sign the last place it was found. */
static int signs_look(const Signs *signs, uint64_t key, const Row *row, Py_ssize_t start, Py_ssize_t place, Py_ssize_t *last, PyObject *found) {
    int width = PyUnicode_KIND(row->folded_source);
    const void *data = PyUnicode_DATA(row->folded_source);
    EACH_SLOT(slot, &signs->slots, key) {
        PyObject *one = PyTuple_GET_ITEM(signs->signs, slot->number);
        if (last[slot->number] == place || !signs_is(one, width, data, start, row->end)) continue;
        last[slot->number] = place;
        if (signs_add(one, place, found) < 0) return -1;
    }
    return 0;
}

static int signs_on(const Signs *signs, const Row *row, Py_ssize_t place, Py_ssize_t *last, PyObject *found) {
    int width = PyUnicode_KIND(row->folded_source);
    const void *data = PyUnicode_DATA(row->folded_source);
    for (Py_ssize_t at = row->start; at < row->end; at++) {
        Py_UCS4 c = PyUnicode_READ(width, data, at), d = at + 1 < row->end ? PyUnicode_READ(width, data, at + 1) : 0;
        int begins = c < 128 && d < 128 ? signs->begins[c][d] : OF_ONE | OF_TWO;
        if (begins & OF_MORE && at + 2 < row->end) {
            uint32_t third = THIRD(c, d, PyUnicode_READ(width, data, at + 2));
            if (signs->thirds[third >> 3] >> (third & 7) & 1) begins |= OF_TWO;
        }
        if (begins & OF_ONE && signs_look(signs, SIGN_ONE(c), row, at, place, last, found) < 0) return -1;
        if (begins & OF_TWO && at + 1 < row->end && signs_look(signs, SIGN_TWO(c, d), row, at, place, last, found) < 0)
            return -1;
    }
    return 0;
}

static PyObject *signs_standing(PyObject *self, PyObject *lines) {
    if (!PyList_Check(lines)) return PyErr_Format(PyExc_TypeError, "a list of lines is wanted");
    Signs *signs = (Signs *)self;
    Py_ssize_t number = PyTuple_GET_SIZE(signs->signs), *last = PyMem_New(Py_ssize_t, number + 1);
    if (!last) return PyErr_NoMemory();
    for (Py_ssize_t at = 0; at < number; at++) last[at] = -1;
    PyObject *found = PyDict_New();
    for (Py_ssize_t place = 0; found && place < PyList_GET_SIZE(lines); place++) {
        PyObject *line = PyList_GET_ITEM(lines, place);
        if (!PyObject_TypeCheck(line, &row_type) || !((Row *)line)->folded_source) {
            PyErr_SetString(PyExc_TypeError, "a list of lines is wanted");
            Py_CLEAR(found);
        } else if (signs_on(signs, (Row *)line, place, last, found) < 0) Py_CLEAR(found);
    }
    PyMem_Free(last);
    return found;
}

static PyMethodDef signs_methods[] = {
    {"standing", signs_standing, METH_O, "Return the signs that stand on some lines, each with the places of these."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject signs_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cleanr.text._kernel.Signs",
    .tp_basicsize = sizeof(Signs),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "Pieces of folded text that are looked for on lines.",
    .tp_new = signs_new,
    .tp_dealloc = signs_dealloc,
    .tp_methods = signs_methods,
};
