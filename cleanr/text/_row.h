/* Row: a line with its facts, made in one look at its characters. Its plain twin is cleanr.text.row.PlainRow: same
 * attributes, same values. `Line` of cleanr.text.document is made of one of the two. Included by _kernel.c. */

typedef struct {
    PyObject_HEAD
    PyObject *document, *source, *folded_source; /* the texts of the document, plain and folded */
    Py_ssize_t index, start, end, core, core_end, words, core_words, place; /* -1: not looked for */
    Py_ssize_t length, indent; /* with the white space around it; how much stands before it */
    char has_figure, blank, ends_sentence, prose, in_capitals, bulleted, may_be_row, title;
    PyObject *text, *folded, *folded_core, *core_span; /* made when asked for */
    PyObject *visible, *lines; /* the lists that the document has, where they are known; see row_list */
} Row;

enum { ROW_NAMES = 7 };
static PyTypeObject row_type;
static PyObject *row_names[ROW_NAMES]; /* of the attributes of a document */
static const char *const row_spelled[ROW_NAMES] = {"text", "folded", "starts", "rows", "visible", "_lines", "line"};

static void row_clear_strings(Row *row) {
    Py_CLEAR(row->source); Py_CLEAR(row->folded_source);
    Py_CLEAR(row->text); Py_CLEAR(row->folded); Py_CLEAR(row->folded_core); Py_CLEAR(row->core_span);
}

static int row_clear(PyObject *self) {
    Row *row = (Row *)self;
    Py_CLEAR(row->document); Py_CLEAR(row->visible); Py_CLEAR(row->lines);
    row_clear_strings(row);
    return 0;
}

static int row_traverse(PyObject *self, visitproc visit, void *arg) {
    Row *row = (Row *)self;
    Py_VISIT(row->document); Py_VISIT(row->visible); Py_VISIT(row->lines);
    return 0;
}

static void row_dealloc(PyObject *self) {
    PyObject_GC_UnTrack(self);
    row_clear(self);
    Py_TYPE(self)->tp_free(self);
}

static void row_take(Row *row, const Facts *f) {
    row->start = f->start; row->end = f->end;
    row->core = f->core; row->core_end = f->core_end;
    row->words = f->words; row->core_words = f->core_words;
    row->blank = f->start == f->end;
    row->ends_sentence = f->ends_sentence != 0; row->prose = f->prose != 0; row->in_capitals = f->in_capitals != 0;
    row->bulleted = f->bulleted != 0; row->may_be_row = f->may_be_row != 0; row->title = f->title != 0;
    row->has_figure = f->has_figure != 0;
}

/* Where line `index` starts and the next one does; 0 where there is no such line. */
static int row_bounds(PyObject *starts, Py_ssize_t index, Py_ssize_t size, Py_ssize_t *start, Py_ssize_t *stop) {
    if (!starts || !PyList_Check(starts) || index < 0 || index + 1 >= PyList_GET_SIZE(starts)) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_IndexError, "no line of the document");
        return 0;
    }
    *start = PyLong_AsSsize_t(PyList_GET_ITEM(starts, index));
    *stop = PyLong_AsSsize_t(PyList_GET_ITEM(starts, index + 1));
    if (PyErr_Occurred()) return 0;
    if (*start < 0 || *start > *stop || *stop > size) {
        PyErr_SetString(PyExc_IndexError, "no line of the text");
        return 0;
    }
    return 1;
}

static int row_read(Row *row) {
    row->source = PyObject_GetAttr(row->document, row_names[0]);
    row->folded_source = row->source ? PyObject_GetAttr(row->document, row_names[1]) : NULL;
    if (!row->folded_source || !is_text(row->source) || !is_text(row->folded_source)) return -1;
    PyObject *starts = PyObject_GetAttr(row->document, row_names[2]);
    Py_ssize_t size = PyUnicode_GET_LENGTH(row->source), start, stop;
    int found = row_bounds(starts, row->index, size, &start, &stop);
    Py_XDECREF(starts);
    if (!found) return -1;
    if (PyUnicode_GET_LENGTH(row->folded_source) != size) {
        PyErr_SetString(PyExc_ValueError, "a folded text of equal length is wanted");
        return -1;
    }
    Facts f;
    memset(&f, 0, sizeof f);
    switch (PyUnicode_KIND(row->source)) {
    case PyUnicode_1BYTE_KIND: line1(row->source, start, stop, &f); break;
    case PyUnicode_2BYTE_KIND: line2(row->source, start, stop, &f); break;
    default: line4(row->source, start, stop, &f);
    }
    row_take(row, &f);
    row->length = stop - start;
    row->indent = row->start - start;
    return 0;
}

static PyObject *row_make(PyTypeObject *type, PyObject *document, Py_ssize_t index) {
    Row *row = (Row *)type->tp_alloc(type, 0);
    if (!row) return NULL;
    Py_INCREF(document);
    row->document = document;
    row->index = index;
    row->place = -1;
    if (row_read(row) < 0) Py_CLEAR(row);
    return (PyObject *)row;
}

static PyObject *row_new(PyTypeObject *type, PyObject *arguments, PyObject *Py_UNUSED(keywords)) {
    PyObject *document;
    Py_ssize_t index;
    return PyArg_ParseTuple(arguments, "On", &document, &index) ? row_make(type, document, index) : NULL;
}

static PyObject *row_part(PyObject *whole, Py_ssize_t start, Py_ssize_t end, PyObject **kept) {
    if (!*kept && !(*kept = PyUnicode_Substring(whole, start, end))) return NULL;
    Py_INCREF(*kept);
    return *kept;
}

static PyObject *row_text(PyObject *self, void *Py_UNUSED(closure)) {
    Row *row = (Row *)self;
    return row_part(row->source, row->start, row->end, &row->text);
}

static PyObject *row_folded(PyObject *self, void *Py_UNUSED(closure)) {
    Row *row = (Row *)self;
    return row_part(row->folded_source, row->start, row->end, &row->folded);
}

static PyObject *row_folded_core(PyObject *self, void *Py_UNUSED(closure)) {
    Row *row = (Row *)self;
    if (row->core == row->start && row->core_end == row->end) return row_folded(self, NULL); /* as of most lines */
    return row_part(row->folded_source, row->core, row->core_end, &row->folded_core);
}

static PyObject *row_core(PyObject *self, void *Py_UNUSED(closure)) {
    Row *row = (Row *)self;
    if (!row->core_span && !(row->core_span = new_span(row->core, row->core_end))) return NULL;
    Py_INCREF(row->core_span);
    return row->core_span;
}

/* Whether the line is a row of a table, which hangs on the lines beside it; -1: an error. */
static int row_is_row(Row *row) {
    if (!row->may_be_row) return 0;
    PyObject *rows = PyObject_GetAttr(row->document, row_names[3]), *index = rows ? PyLong_FromSsize_t(row->index) : NULL;
    int is_row = index ? PySequence_Contains(rows, index) : -1;
    Py_XDECREF(rows); Py_XDECREF(index);
    return is_row;
}

static PyObject *row_row(PyObject *self, void *Py_UNUSED(closure)) {
    int is_row = row_is_row((Row *)self);
    return is_row < 0 ? NULL : PyBool_FromLong(is_row);
}

static PyObject *row_title_like(PyObject *self, void *Py_UNUSED(closure)) {
    int is_row = ((Row *)self)->title ? row_is_row((Row *)self) : 1;
    return is_row < 0 ? NULL : PyBool_FromLong(!is_row);
}

/* How many lines that are not blank stand above; -1: an error. `visible` holds their numbers. */
static Py_ssize_t row_find_place(Row *row, PyObject *visible) {
    if (row->place >= 0) return row->place;
    Py_ssize_t low = 0, high = PyList_GET_SIZE(visible);
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2, number = PyLong_AsSsize_t(PyList_GET_ITEM(visible, middle));
        if (number == -1 && PyErr_Occurred()) return -1;
        if (number < row->index) low = middle + 1; else high = middle;
    }
    return row->place = low;
}

static PyObject *row_list(Row *row, int name) { /* a list that the document has: its lines, or which are visible */
    PyObject *known = name == 4 ? row->visible : row->lines;
    PyObject *list = known ? Py_NewRef(known) : PyObject_GetAttr(row->document, row_names[name]);
    if (list && !PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "a list is wanted");
        Py_CLEAR(list);
    }
    return list;
}

static PyObject *row_place(PyObject *self, void *Py_UNUSED(closure)) {
    PyObject *visible = row_list((Row *)self, 4);
    Py_ssize_t place = visible ? row_find_place((Row *)self, visible) : -1;
    Py_XDECREF(visible);
    return place < 0 ? NULL : PyLong_FromSsize_t(place);
}

/* The line of that number: as the document keeps it, or newly made by it. */
static PyObject *row_line(Row *row, PyObject *index) {
    PyObject *lines = row_list(row, 5);
    Py_ssize_t number = lines ? PyLong_AsSsize_t(index) : -1;
    PyObject *line = number >= 0 && number < PyList_GET_SIZE(lines) ? PyList_GET_ITEM(lines, number) : Py_None;
    Py_INCREF(line);
    Py_XDECREF(lines);
    if (line != Py_None) return line;
    Py_DECREF(line);
    return PyErr_Occurred() ? NULL : PyObject_CallMethodObjArgs(row->document, row_names[6], index, NULL);
}

static PyObject *row_beside(PyObject *self, void *below) {
    Row *row = (Row *)self;
    PyObject *visible = row_list(row, 4), *line = NULL;
    Py_ssize_t place = visible ? row_find_place(row, visible) : -1;
    if (place >= 0) {
        place += below ? !row->blank : -1;
        if (place < 0 || place >= PyList_GET_SIZE(visible)) Py_INCREF(line = Py_None);
        else line = row_line(row, PyList_GET_ITEM(visible, place));
    }
    Py_XDECREF(visible);
    return line;
}

/* Put those of `lines` that are not there yet in their places, those that `visible` names; return these in a list. */
static PyObject *row_fill(PyTypeObject *type, PyObject *document, PyObject *visible, PyObject *lines) {
    PyObject *all = PyList_New(0);
    for (Py_ssize_t at = 0; all && at < PyList_GET_SIZE(visible); at++) {
        Py_ssize_t index = PyLong_AsSsize_t(PyList_GET_ITEM(visible, at));
        if (index < 0 || index >= PyList_GET_SIZE(lines)) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_IndexError, "no line of the document");
            Py_CLEAR(all);
            break;
        }
        PyObject *line = PyList_GET_ITEM(lines, index);
        if (line == Py_None) {
            if (!(line = row_make(type, document, index))) { Py_CLEAR(all); break; }
            ((Row *)line)->place = at;
            ((Row *)line)->visible = Py_NewRef(visible);
            ((Row *)line)->lines = Py_NewRef(lines);
            PyList_SetItem(lines, index, line); /* takes the reference */
        }
        if (PyList_Append(all, line) < 0) Py_CLEAR(all);
    }
    return all;
}

/* lines(type, document): the lines of a document that are not blank; `type` is made of Row. */
static PyObject *row_lines(PyObject *Py_UNUSED(module), PyObject *arguments) {
    PyObject *type, *all = NULL;
    Row asked = {0};
    if (!PyArg_ParseTuple(arguments, "O!O", &PyType_Type, &type, &asked.document)) return NULL;
    if (!PyType_IsSubtype((PyTypeObject *)type, &row_type))
        return PyErr_Format(PyExc_TypeError, "a kind of Row is wanted");
    PyObject *visible = row_list(&asked, 4), *lines = visible ? row_list(&asked, 5) : NULL;
    if (lines) all = row_fill((PyTypeObject *)type, asked.document, visible, lines);
    Py_XDECREF(visible); Py_XDECREF(lines);
    return all;
}

/* forget(lines): let go of all that was worked out for the lines of a document. */
static PyObject *row_forget(PyObject *Py_UNUSED(module), PyObject *lines) {
    if (!PyList_Check(lines)) return PyErr_Format(PyExc_TypeError, "a list of lines is wanted");
    for (Py_ssize_t at = 0; at < PyList_GET_SIZE(lines); at++) {
        PyObject *line = PyList_GET_ITEM(lines, at);
        if (!PyObject_TypeCheck(line, &row_type)) continue;
        PyObject **known = _PyObject_GetDictPtr(line);
        Py_CLEAR(((Row *)line)->visible); Py_CLEAR(((Row *)line)->lines);
        if (known && *known) PyDict_Clear(*known);
    }
    Py_RETURN_NONE;
}

#define NUMBER(name) {#name, T_PYSSIZET, offsetof(Row, name), READONLY, NULL}
#define FLAG(name) {#name, T_BOOL, offsetof(Row, name), READONLY, NULL}
static PyMemberDef row_members[] = {
    {"document", T_OBJECT_EX, offsetof(Row, document), READONLY, NULL},
    NUMBER(index), NUMBER(start), NUMBER(end), NUMBER(words), NUMBER(core_words), NUMBER(length), NUMBER(indent),
    FLAG(blank), FLAG(ends_sentence), FLAG(prose), FLAG(in_capitals), FLAG(bulleted), FLAG(may_be_row), FLAG(has_figure),
    {NULL, 0, 0, 0, NULL},
};
static PyGetSetDef row_getters[] = {
    {"text", row_text, NULL, NULL, NULL}, {"folded", row_folded, NULL, NULL, NULL},
    {"folded_core", row_folded_core, NULL, NULL, NULL}, {"core", row_core, NULL, NULL, NULL},
    {"place", row_place, NULL, NULL, NULL}, {"before", row_beside, NULL, NULL, NULL},
    {"after", row_beside, NULL, NULL, (void *)1}, {"row", row_row, NULL, NULL, NULL}, {"title_like", row_title_like, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject row_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cleanr.text._kernel.Row",
    .tp_basicsize = sizeof(Row),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_doc = "A line of a document with its facts.",
    .tp_new = row_new,
    .tp_dealloc = row_dealloc,
    .tp_traverse = row_traverse,
    .tp_clear = row_clear,
    .tp_members = row_members,
    .tp_getset = row_getters,
};

static int add_row(PyObject *module) {
    for (int name = 0; name < ROW_NAMES; name++)
        if (!(row_names[name] = PyUnicode_InternFromString(row_spelled[name]))) return -1;
    return PyModule_AddType(module, &row_type);
}
