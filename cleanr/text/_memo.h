/* What is worked out once: `LineMemo` for what is known of a line alone, `RecordMemo` for what follows from the findings
 * on a line. Their plain twins are `cached_by_line` of cleanr.text.document and `cached_by_line_findings` of
 * cleanr.findings.evidence; a rule asks such things a hundred times for each time that they are worked out.
 * Included by _kernel.c, behind _row.h. */

typedef struct {
    PyObject_HEAD
    PyObject *function, *key, *otherwise, *dict; /* `otherwise`: of a line without findings; NULL in a LineMemo */
    vectorcallfunc call;
} Memo;

static PyObject *memo_names[2]; /* of attributes */
static const char *const memo_spelled[2] = {"_records", "cache"};

static PyObject *memo_made(Memo *memo, PyObject *cache, PyObject *const *arguments, Py_ssize_t number) {
    PyObject *made = PyDict_GetItemWithError(cache, memo->key);
    Py_XINCREF(made);
    if (made || PyErr_Occurred()) return made;
    made = PyObject_Vectorcall(memo->function, arguments, number, NULL);
    if (made && PyDict_SetItem(cache, memo->key, made) < 0) Py_CLEAR(made);
    return made;
}

static PyObject *line_memo_call(PyObject *self, PyObject *const *arguments, size_t flags, PyObject *names) {
    Py_ssize_t number = PyVectorcall_NARGS(flags);
    if (number != 1 || names) return PyErr_Format(PyExc_TypeError, "it is asked of a line");
    PyObject *cache = PyObject_GenericGetDict(arguments[0], NULL);
    PyObject *made = cache ? memo_made((Memo *)self, cache, arguments, 1) : NULL;
    Py_XDECREF(cache);
    return made;
}

/* The record of what was found on a line, borrowed from the dict `records`; NULL where there is none. */
static PyObject *record_of(PyObject *records, PyObject *line) {
    if (!PyDict_Check(records) || !PyObject_TypeCheck(line, &row_type)) {
        PyErr_SetString(PyExc_TypeError, "it is asked of a line and of evidence");
        return NULL;
    }
    PyObject *index = PyLong_FromSsize_t(((Row *)line)->index);
    PyObject *record = index ? PyDict_GetItemWithError(records, index) : NULL;
    Py_XDECREF(index);
    return record;
}

static PyObject *record_memo_call(PyObject *self, PyObject *const *arguments, size_t flags, PyObject *names) {
    Memo *memo = (Memo *)self;
    if (PyVectorcall_NARGS(flags) != 2 || names) return PyErr_Format(PyExc_TypeError, "it is asked of a line and of evidence");
    PyObject *records = PyObject_GetAttr(arguments[1], memo_names[0]);
    if (!records) return NULL;
    PyObject *record = record_of(records, arguments[0]), *made = NULL;
    Py_XINCREF(record);
    Py_DECREF(records);
    if (!record) return PyErr_Occurred() ? NULL : Py_NewRef(memo->otherwise);
    PyObject *cache = PyObject_GetAttr(record, memo_names[1]);
    if (cache && PyDict_Check(cache)) made = memo_made(memo, cache, arguments, 2);
    Py_XDECREF(cache);
    Py_DECREF(record);
    return made;
}

static PyObject *memo_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(keywords)) {
    PyObject *function, *key, *otherwise = NULL;
    if (!PyArg_ParseTuple(arguments, "OO|O", &function, &key, &otherwise)) return NULL;
    Memo *memo = (Memo *)type->tp_alloc(type, 0);
    if (!memo) return NULL;
    memo->function = Py_NewRef(function);
    memo->key = Py_NewRef(key);
    memo->otherwise = Py_XNewRef(otherwise);
    memo->call = otherwise ? record_memo_call : line_memo_call;
    return (PyObject *)memo;
}

static int memo_traverse(PyObject *self, visitproc visit, void *arg) {
    Memo *memo = (Memo *)self;
    Py_VISIT(memo->function); Py_VISIT(memo->key); Py_VISIT(memo->otherwise); Py_VISIT(memo->dict);
    return 0;
}

static int memo_clear(PyObject *self) {
    Memo *memo = (Memo *)self;
    Py_CLEAR(memo->function); Py_CLEAR(memo->key); Py_CLEAR(memo->otherwise); Py_CLEAR(memo->dict);
    return 0;
}

static void memo_dealloc(PyObject *self) {
    PyObject_GC_UnTrack(self);
    memo_clear(self);
    Py_TYPE(self)->tp_free(self);
}

static PyGetSetDef memo_getters[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject memo_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cleanr.text._kernel.Memo",
    .tp_basicsize = sizeof(Memo),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_doc = "A function of a line, or of a line and the evidence, that is called once for each.",
    .tp_new = memo_new,
    .tp_dealloc = memo_dealloc,
    .tp_traverse = memo_traverse,
    .tp_clear = memo_clear,
    .tp_call = PyVectorcall_Call,
    .tp_vectorcall_offset = offsetof(Memo, call),
    .tp_dictoffset = offsetof(Memo, dict),
    .tp_getset = memo_getters,
};

static int add_memo(PyObject *module) {
    for (int name = 0; name < 2; name++)
        if (!(memo_names[name] = PyUnicode_InternFromString(memo_spelled[name]))) return -1;
    return PyModule_AddType(module, &memo_type);
}
