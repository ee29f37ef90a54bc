/* WordSet(words).among(text, start, stop): those of the words that stand between spaces there, as often as they do. The
 * plain twin is cleanr.text.wordset.PlainWordSet. Included by _kernel.c. */

typedef struct { uint32_t hash; Py_ssize_t number; } WordSlot; /* number -1: free */

typedef struct {
    PyObject_HEAD
    PyObject *words; /* a tuple of str */
    WordSlot *slots;
    uint32_t mask;
    Py_ssize_t longest;
} WordSet;

#define HASH_FIRST 2166136261u
#define HASHED(hash, c) (((hash) ^ (c)) * 16777619u)

static uint32_t wordset_hash(PyObject *word) {
    uint32_t hash = HASH_FIRST;
    for (Py_ssize_t at = 0; at < PyUnicode_GET_LENGTH(word); at++) hash = HASHED(hash, PyUnicode_READ_CHAR(word, at));
    return hash;
}

static int wordset_is(PyObject *word, PyObject *text, Py_ssize_t start, Py_ssize_t size) {
    if (PyUnicode_GET_LENGTH(word) != size) return 0;
    for (Py_ssize_t at = 0; at < size; at++)
        if (PyUnicode_READ_CHAR(word, at) != PyUnicode_READ_CHAR(text, start + at)) return 0;
    return 1;
}

static int wordset_fill(WordSet *set) {
    Py_ssize_t number = PyTuple_GET_SIZE(set->words), size = 16;
    while (size < 4 * number) size *= 2;
    if (!(set->slots = PyMem_New(WordSlot, size))) { PyErr_NoMemory(); return -1; }
    for (Py_ssize_t at = 0; at < size; at++) set->slots[at].number = -1;
    set->mask = (uint32_t)size - 1;
    for (Py_ssize_t at = 0; at < number; at++) {
        PyObject *word = PyTuple_GET_ITEM(set->words, at);
        if (!is_text(word)) return -1;
        uint32_t hash = wordset_hash(word), place = hash & set->mask;
        while (set->slots[place].number >= 0) place = (place + 1) & set->mask;
        set->slots[place] = (WordSlot){hash, at};
        set->longest = Py_MAX(set->longest, PyUnicode_GET_LENGTH(word));
    }
    return 0;
}

static PyObject *wordset_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(keywords)) {
    PyObject *words;
    if (!PyArg_ParseTuple(arguments, "O", &words)) return NULL;
    WordSet *set = (WordSet *)type->tp_alloc(type, 0);
    if (!set) return NULL;
    if (!(set->words = PySequence_Tuple(words)) || wordset_fill(set) < 0) Py_CLEAR(set);
    return (PyObject *)set;
}

static void wordset_dealloc(PyObject *self) {
    Py_XDECREF(((WordSet *)self)->words);
    PyMem_Free(((WordSet *)self)->slots);
    Py_TYPE(self)->tp_free(self);
}

/* Add the word of the set that stands at `start` to `found`, if one does. */
static int wordset_look(const WordSet *set, PyObject *text, Py_ssize_t start, Py_ssize_t size, uint32_t hash, PyObject *found) {
    if (size > set->longest) return 0;
    for (uint32_t place = hash & set->mask; set->slots[place].number >= 0; place = (place + 1) & set->mask) {
        PyObject *word = PyTuple_GET_ITEM(set->words, set->slots[place].number);
        if (set->slots[place].hash == hash && wordset_is(word, text, start, size)) return PyList_Append(found, word);
    }
    return 0;
}

static PyObject *wordset_among(PyObject *self, PyObject *arguments) {
    PyObject *text;
    Py_ssize_t start, stop;
    if (!PyArg_ParseTuple(arguments, "Unn", &text, &start, &stop)) return NULL;
    stop = Py_MIN(stop, PyUnicode_GET_LENGTH(text));
    PyObject *found = PyList_New(0);
    const void *data = PyUnicode_DATA(text);
    int width = PyUnicode_KIND(text);
    for (Py_ssize_t at = Py_MAX(start, 0); found && at < stop; at++) {
        Py_ssize_t first = at;
        uint32_t hash = HASH_FIRST;
        for (Py_UCS4 c; at < stop && !(KIND(c = PyUnicode_READ(width, data, at)) & SPACE); at++) hash = HASHED(hash, c);
        if (at > first && wordset_look((WordSet *)self, text, first, at - first, hash, found) < 0) Py_CLEAR(found);
    }
    return found;
}

static PyMethodDef wordset_methods[] = {
    {"among", wordset_among, METH_VARARGS, "Return those of the words that stand in a stretch of a text."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject wordset_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cleanr.text._kernel.WordSet",
    .tp_basicsize = sizeof(WordSet),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "A set of words that are looked for in texts.",
    .tp_new = wordset_new,
    .tp_dealloc = wordset_dealloc,
    .tp_methods = wordset_methods,
};
