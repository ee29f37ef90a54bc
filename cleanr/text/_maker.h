/* Maker(type, otherwise): what makes instances of a named tuple, in place of the `__new__` that it came with, `otherwise`,
 * which is a function of Python and is left what has names or is too few. Included by _kernel.c. */

typedef struct {
    PyObject_HEAD
    PyTypeObject *type; /* borrowed: the type has the maker */
    PyObject *otherwise, *defaults; /* a tuple: what the last fields are, where they are not given */
    Py_ssize_t size;
    vectorcallfunc call;
} Maker;

static PyObject *maker_call(PyObject *self, PyObject *const *arguments, size_t flags, PyObject *names) {
    Maker *maker = (Maker *)self;
    Py_ssize_t given = PyVectorcall_NARGS(flags) - 1, known = PyTuple_GET_SIZE(maker->defaults); /* the first is the type */
    if (names || given < maker->size - known || given > maker->size || arguments[0] != (PyObject *)maker->type)
        return PyObject_Vectorcall(maker->otherwise, arguments, (size_t)given + 1, names);
    PyObject *made = maker->type->tp_alloc(maker->type, maker->size);
    for (Py_ssize_t at = 0; made && at < maker->size; at++) {
        PyObject *field = at < given ? arguments[at + 1] : PyTuple_GET_ITEM(maker->defaults, at - maker->size + known);
        PyTuple_SET_ITEM(made, at, Py_NewRef(field));
    }
    return made;
}

static PyObject *maker_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(keywords)) {
    PyObject *made, *otherwise;
    if (!PyArg_ParseTuple(arguments, "O!O", &PyType_Type, &made, &otherwise)) return NULL;
    PyObject *fields = PyObject_GetAttrString(made, "_fields"), *defaults = NULL;
    if (fields && PyType_IsSubtype((PyTypeObject *)made, &PyTuple_Type)) defaults = PyObject_GetAttrString(otherwise, "__defaults__");
    if (defaults == Py_None) Py_SETREF(defaults, PyTuple_New(0));
    Maker *maker = defaults && PyTuple_Check(defaults) && PyTuple_Check(fields) ? (Maker *)type->tp_alloc(type, 0) : NULL;
    if (maker) {
        maker->type = (PyTypeObject *)made;
        maker->otherwise = Py_NewRef(otherwise);
        maker->defaults = Py_NewRef(defaults);
        maker->size = PyTuple_GET_SIZE(fields);
        maker->call = maker_call;
    } else if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a named tuple is wanted");
    Py_XDECREF(fields); Py_XDECREF(defaults);
    return (PyObject *)maker;
}

static void maker_dealloc(PyObject *self) {
    Py_XDECREF(((Maker *)self)->otherwise);
    Py_XDECREF(((Maker *)self)->defaults);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject maker_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cleanr.text._kernel.Maker",
    .tp_basicsize = sizeof(Maker),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_doc = "What makes instances of a named tuple.",
    .tp_new = maker_new,
    .tp_dealloc = maker_dealloc,
    .tp_call = PyVectorcall_Call,
    .tp_vectorcall_offset = offsetof(Maker, call),
};
