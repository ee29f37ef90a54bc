/* WordSet(words).among(text, start, stop): those of the words that stand between spaces there, as often as they do.
 * WordSets(sets).counts(text, start, stop): how many words of each set do. The plain twins are PlainWordSet and
 * PlainWordSets of cleanr.text.wordset. Included by _kernel.c. */

typedef struct {
    PyObject_HEAD
    PyObject *words; /* a tuple of str */
    Slots slots;
    Py_ssize_t longest;
} WordSet;

static int wordset_is(PyObject *word, PyObject *text, Py_ssize_t start, Py_ssize_t size) {
    if (PyUnicode_GET_LENGTH(word) != size) return 0;
    for (Py_ssize_t at = 0; at < size; at++)
        if (PyUnicode_READ_CHAR(word, at) != PyUnicode_READ_CHAR(text, start + at)) return 0;
    return 1;
}

static int wordset_fill(WordSet *set) {
    int bits = FEWEST_BITS;
    while ((Py_ssize_t)1 << bits < 4 * PyTuple_GET_SIZE(set->words)) bits++; /* most words of a text are in no set */
    if (slots_start(&set->slots, bits) < 0) return -1;
    for (Py_ssize_t at = 0; at < PyTuple_GET_SIZE(set->words); at++) {
        PyObject *word = PyTuple_GET_ITEM(set->words, at);
        if (!is_text(word)) return -1;
        Py_ssize_t size = PyUnicode_GET_LENGTH(word);
        if (slots_take(&set->slots, word_key(PyUnicode_KIND(word), PyUnicode_DATA(word), 0, size), (int32_t)at) < 0) return -1;
        set->longest = Py_MAX(set->longest, size);
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
    PyMem_Free(((WordSet *)self)->slots.at);
    Py_TYPE(self)->tp_free(self);
}

/* The number of the word of the set that stands at `start`; -1 if none does. `letters`: those of a short word. */
static Py_ssize_t wordset_find(const WordSet *set, PyObject *text, Py_ssize_t start, Py_ssize_t size, uint64_t letters, Py_UCS4 all) {
    if (size > set->longest) return -1;
    uint64_t key = size <= SHORT_WORD && all <= 0xFF ? SHORT_KEY(letters, size)
        : hashed_key(PyUnicode_KIND(text), PyUnicode_DATA(text), start, start + size);
    EACH_SLOT(slot, &set->slots, key)
        if (!IS_HASHED(key) || wordset_is(PyTuple_GET_ITEM(set->words, slot->number), text, start, size)) return slot->number;
    return -1;
}

/* The number of the next word of the set that stands in `text` from `*at` on; -1 if none does. `*at` is behind it then. */
static Py_ssize_t wordset_next(const WordSet *set, PyObject *text, Py_ssize_t *at, Py_ssize_t stop) {
    const void *data = PyUnicode_DATA(text);
    int width = PyUnicode_KIND(text);
    for (; *at < stop; ++*at) {
        Py_ssize_t first = *at, here = first, number;
        uint64_t letters = 0;
        Py_UCS4 all = 0;
        for (Py_UCS4 c; here < stop && !(KIND(c = PyUnicode_READ(width, data, here)) & SPACE); here++) {
            letters = letters << 8 | (c & 0xFF); /* of a long word more is lost than there is room for */
            all |= c;
        }
        *at = here;
        if (here > first && (number = wordset_find(set, text, first, here - first, letters, all)) >= 0) return number;
    }
    return -1;
}

static PyObject *wordset_among(PyObject *self, PyObject *arguments) {
    PyObject *text;
    Py_ssize_t at, stop, number;
    if (!PyArg_ParseTuple(arguments, "Unn", &text, &at, &stop)) return NULL;
    at = Py_MAX(at, 0);
    stop = Py_MIN(stop, PyUnicode_GET_LENGTH(text));
    WordSet *set = (WordSet *)self;
    PyObject *found = PyList_New(0);
    while (found && (number = wordset_next(set, text, &at, stop)) >= 0)
        if (PyList_Append(found, PyTuple_GET_ITEM(set->words, number)) < 0) Py_CLEAR(found);
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

/* --- several sets, and how many words of each there are ----------------------------------------------------------- */

#define MOST_SETS 16

typedef struct {
    WordSet all;
    uint16_t *in; /* of each word the sets that have it, a bit for each */
    int number;   /* of sets */
} WordSets;

static int wordsets_fill(WordSets *sets, PyObject *given) {
    Py_ssize_t size = PyTuple_GET_SIZE(sets->all.words);
    if (!(sets->in = PyMem_New(uint16_t, size + 1))) { PyErr_NoMemory(); return -1; }
    memset(sets->in, 0, (size + 1) * sizeof *sets->in);
    for (int set = 0; set < sets->number; set++)
        for (Py_ssize_t at = 0; at < size; at++) {
            int is_in = PySet_Contains(PyTuple_GET_ITEM(given, set), PyTuple_GET_ITEM(sets->all.words, at));
            if (is_in < 0) return -1;
            if (is_in) sets->in[at] |= 1 << set;
        }
    return 0;
}

static PyObject *wordsets_new(PyTypeObject *type, PyObject *given, PyObject *Py_UNUSED(keywords)) {
    if (PyTuple_GET_SIZE(given) > MOST_SETS) return PyErr_Format(PyExc_ValueError, "%d sets at most", MOST_SETS);
    PyObject *words = PySet_New(NULL);
    for (Py_ssize_t set = 0; words && set < PyTuple_GET_SIZE(given); set++) {
        PyObject *one = PyTuple_GET_ITEM(given, set);
        if (!PyFrozenSet_CheckExact(one)) PyErr_SetString(PyExc_TypeError, "frozensets are wanted");
        PyObject *done = PyErr_Occurred() ? NULL : PyObject_CallMethod(words, "update", "O", one);
        if (!done) Py_CLEAR(words);
        Py_XDECREF(done);
    }
    WordSets *sets = words ? (WordSets *)type->tp_alloc(type, 0) : NULL;
    if (sets) {
        sets->number = (int)PyTuple_GET_SIZE(given);
        if (!(sets->all.words = PySequence_Tuple(words)) || wordset_fill(&sets->all) < 0 || wordsets_fill(sets, given) < 0)
            Py_CLEAR(sets);
    }
    Py_XDECREF(words);
    return (PyObject *)sets;
}

static void wordsets_dealloc(PyObject *self) {
    PyMem_Free(((WordSets *)self)->in);
    wordset_dealloc(self);
}

static PyObject *wordsets_counts(PyObject *self, PyObject *arguments) {
    PyObject *text;
    Py_ssize_t at, stop, found, counts[MOST_SETS] = {0};
    if (!PyArg_ParseTuple(arguments, "Unn", &text, &at, &stop)) return NULL;
    at = Py_MAX(at, 0);
    stop = Py_MIN(stop, PyUnicode_GET_LENGTH(text));
    WordSets *sets = (WordSets *)self;
    while ((found = wordset_next(&sets->all, text, &at, stop)) >= 0)
        for (int set = 0; set < sets->number; set++) counts[set] += sets->in[found] >> set & 1;
    PyObject *each = PyTuple_New(sets->number);
    for (int set = 0; each && set < sets->number; set++) {
        PyObject *count = PyLong_FromSsize_t(counts[set]);
        if (count) PyTuple_SET_ITEM(each, set, count); else Py_CLEAR(each);
    }
    return each;
}

static PyMethodDef wordsets_methods[] = {
    {"counts", wordsets_counts, METH_VARARGS, "Return how many words of each set stand in a stretch of a text."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject wordsets_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cleanr.text._kernel.WordSets",
    .tp_basicsize = sizeof(WordSets),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "Sets of words that are counted in texts.",
    .tp_new = wordsets_new,
    .tp_dealloc = wordsets_dealloc,
    .tp_methods = wordsets_methods,
};
