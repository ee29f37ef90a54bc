/* The scan: where templates may match, and which lines may be labels or rows of buttons. Its plain twin, which is its
 * definition, is cleanr/detect/candidates.py: same candidates, in the same order.
 *
 *   Table(templates, labels, beside, row_words, table_labels, table_beside, screen_ends)   all that the rules of an Index wait
 *     for, numbered; `beside`: words that may stand on a line beside those of a label or a row, or of a label of a table
 *   Table.scan(text, folded, unmarked, starts, lines, silent) -> ([(line, place, template)], [(line, label or -1)], [row], [line of a table])
 *
 * Each word of the rules has a number. A line is a row of these; what a rule asks for are comparisons of numbers. */
#define PY_SSIZE_T_CLEAN
#include "_scan.h"
#include "_slots.h"
#include <string.h>

/* --- lists that grow -------------------------------------------------------------------------------------------- */

typedef struct { int32_t *at; Py_ssize_t size, room; } List;

static int push(List *list, int32_t value) {
    if (list->size == list->room) {
        Py_ssize_t room = list->room ? 2 * list->room : 64;
        int32_t *at = PyMem_Realloc(list->at, room * sizeof(int32_t));
        if (!at) { PyErr_NoMemory(); return -1; }
        list->at = at;
        list->room = room;
    }
    list->at[list->size++] = value;
    return 0;
}

/* Words or pairs of words: a hash table, and in front of it a filter that stays in the cache: a bit for each key. */
#define FILTER_BITS 17
typedef struct { Slots words; uint32_t filter[1 << (FILTER_BITS - 5)]; } Lexicon;
#define FILTERED(key) ((uint32_t)(SPREAD(key) >> 24) & ((1u << FILTER_BITS) - 1))
#define MAY_HOLD(lexicon, key) ((lexicon)->filter[FILTERED(key) >> 5] >> (FILTERED(key) & 31) & 1)

static int lexicon_take(Lexicon *lexicon, uint64_t key, int32_t number) {
    lexicon->filter[FILTERED(key) >> 5] |= 1u << (FILTERED(key) & 31);
    return slots_take(&lexicon->words, key, number);
}

/* --- the table -------------------------------------------------------------------------------------------------- */

enum { LABEL_WORD = 1, ROW_WORD = 2, PAIR_SECOND = 8, WAITED_FOR = 16, TABLE_WORD = 32, SCREENS_END = 64 };
enum { OPENS = 1, CLOSES = 2, SPOKEN = 2 };
enum { GLUED_FIRST = 1, GLUED_LAST = 2 };
#define UNKNOWN (-1)
#define MOST_SIGNS 32
#define MOST_MARKS 32

typedef struct { uint32_t first, size; } Entry; /* the characters of a word */

typedef struct {
    PyObject_HEAD
    /* words, by number: their characters, what they are, the templates that wait for each */
    Lexicon words, needed; /* all of them; those that templates ask for, which all but short lines are looked through for */
    List letters, ends; /* the characters of all words, and where those of each end */
    List kinds;
    Entry *entries;       /* the same in little space, for the scan */
    uint16_t *characters;
    int32_t needed_words; /* so many are words that templates ask for: the first ones */
    /* pairs of words, by number: a key is the two numbers; glued parts of words; signs */
    Lexicon pairs;
    List glued;       /* of each: the number of the word, whether it ends (1) or begins (0) a word, its edge */
    uint8_t edges[128]; /* of each letter of ASCII, whether glued parts have it at their edge: GLUED_FIRST, GLUED_LAST */
    List signs;       /* characters */
    /* who waits: (what, template) as they come, then sorted into rows: of `what`, waiting[first[what]..first[what+1]] */
    List word_waits, pair_waits, glued_waits, sign_waits;
    List word_first, pair_first, glued_first, sign_first;
    /* templates: what they are, and the sets of words that their lines need */
    List placed;              /* OPENS, CLOSES, and the number of the language from SPOKEN on */
    List sets, set_ends;      /* of each template the sets: set_ends[number of the set] ends it in `members` */
    List members, member_ends;
    List masks, mask_ends;    /* of each template the sets of signs that its lines need: a bit for each of `marks` */
    Py_UCS4 marks[MOST_MARKS];
    uint32_t mark_bits[128];  /* the bits of those that are ASCII, by character */
    int mark_count;
    /* labels: rows of numbers of words */
    Slots labels;
    List label_words, label_ends;
    int32_t bullet, thousand, zero;
    int has_rows, languages; /* so many of these at least does a scan have to know about */
} Table;

#define LISTS(table) { \
    &(table)->letters, &(table)->ends, &(table)->kinds, &(table)->glued, &(table)->signs, \
    &(table)->word_waits, &(table)->pair_waits, &(table)->glued_waits, &(table)->sign_waits, \
    &(table)->word_first, &(table)->pair_first, &(table)->glued_first, &(table)->sign_first, \
    &(table)->placed, &(table)->masks, &(table)->mask_ends, &(table)->sets, &(table)->set_ends, &(table)->members, &(table)->member_ends, \
    &(table)->label_words, &(table)->label_ends }

#define FIRST(ends, number) ((number) ? (ends).at[(number) - 1] : 0) /* where the row of `number` begins */

/* The number of a word: characters start..end of a string of any width; -1 when no rule has it. */
static int32_t word_number(const Table *t, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, uint64_t key) {
    if (!t->words.words.at || !MAY_HOLD(&t->words, key)) return -1;
    EACH_SLOT(slot, &t->words.words, key) {
        int32_t first = FIRST(t->ends, slot->number);
        if (t->ends.at[slot->number] - first != end - start) continue;
        Py_ssize_t i = 0;
        while (i < end - start && (Py_UCS4)t->letters.at[first + i] == PyUnicode_READ(kind, data, start + i)) i++;
        if (i == end - start) return slot->number;
    }
    return -1;
}

static int32_t add_word(Table *t, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, int32_t flags) {
    uint64_t key = word_key(kind, data, start, end);
    int32_t number = word_number(t, kind, data, start, end, key);
    if (number < 0) {
        number = (int32_t)t->ends.size;
        for (Py_ssize_t i = start; i < end; i++) {
            Py_UCS4 c = PyUnicode_READ(kind, data, i);
            if (c > 0xFFFF) { PyErr_SetString(PyExc_ValueError, "a word has a letter that is left to Python"); return -1; }
            if (push(&t->letters, (int32_t)c) < 0) return -1;
        }
        if (end - start > 0xFFFF) { PyErr_SetString(PyExc_ValueError, "a word is too long"); return -1; }
        if (push(&t->ends, (int32_t)t->letters.size) < 0 || push(&t->kinds, 0) < 0) return -1;
        if (lexicon_take(&t->words, key, number) < 0) return -1;
    }
    t->kinds.at[number] |= flags;
    return number;
}

static int32_t pair_number(const Table *t, int32_t first, int32_t second) {
    uint64_t key = (uint64_t)(uint32_t)first << 32 | (uint32_t)second;
    if (!MAY_HOLD(&t->pairs, key)) return -1;
    EACH_SLOT(slot, &t->pairs.words, key) return slot->number;
    return -1;
}

static int32_t add_pair(Table *t, int32_t first, int32_t second) {
    int32_t number = pair_number(t, first, second);
    if (number >= 0) return number;
    number = (int32_t)t->pairs.words.size;
    t->kinds.at[second] |= PAIR_SECOND;
    return lexicon_take(&t->pairs, (uint64_t)(uint32_t)first << 32 | (uint32_t)second, number) < 0 ? -1 : number;
}

/* --- reading what the rules say --------------------------------------------------------------------------------- */

#define IS_WORD(c) ((c) == '_' || Py_UNICODE_ISALNUM(c) || is_sign(c))

/* The words of a string, between its spaces: at most `most` of them, start and end each. -1: some are no words. */
static Py_ssize_t words_of(PyObject *text, Py_ssize_t *bounds, Py_ssize_t most) {
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), count = 0, i = 0;
    int all = 1;
    while (i < size) {
        while (i < size && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i))) i++;
        if (i == size) break;
        Py_ssize_t start = i;
        for (; i < size && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i)); i++)
            all &= !!IS_WORD(PyUnicode_READ(kind, data, i));
        if (count == most) return -1;
        bounds[2 * count] = start;
        bounds[2 * count++ + 1] = i;
    }
    return all ? count : -1;
}

static int waits(List *list, int32_t what, int32_t template_) {
    return push(list, what) < 0 ? -1 : push(list, template_);
}

#define MOST_WORDS 64

static int add_anchor(Table *t, PyObject *anchor, int32_t number) {
    if (!PyUnicode_Check(anchor)) { PyErr_SetString(PyExc_TypeError, "an anchor is a str"); return -1; }
    int kind = PyUnicode_KIND(anchor);
    const void *data = PyUnicode_DATA(anchor);
    Py_ssize_t size = PyUnicode_GET_LENGTH(anchor), bounds[2 * MOST_WORDS], count;
    Py_UCS4 first = size ? PyUnicode_READ(kind, data, 0) : 0, last = size ? PyUnicode_READ(kind, data, size - 1) : 0;
    if (size > 1 && (first == '*' || last == '*')) { /* a part of a word */
        int32_t word = add_word(t, kind, data, first == '*', size - (first != '*'), 0);
        if (word < 0 || waits(&t->glued_waits, (int32_t)(t->glued.size / 3), number) < 0) return -1;
        Py_UCS4 edge = PyUnicode_READ(kind, data, first == '*' ? size - 1 : 0);
        if (edge < 128) t->edges[edge] |= first == '*' ? GLUED_LAST : GLUED_FIRST;
        return push(&t->glued, word) < 0 || push(&t->glued, first == '*') < 0 ? -1 : push(&t->glued, (int32_t)edge);
    }
    if (size == 1 && !IS_WORD(first)) {
        Py_ssize_t sign = 0;
        while (sign < t->signs.size && t->signs.at[sign] != (int32_t)first) sign++;
        if (sign == t->signs.size && push(&t->signs, (int32_t)first) < 0) return -1;
        return waits(&t->sign_waits, (int32_t)sign, number);
    }
    count = words_of(anchor, bounds, MOST_WORDS);
    if (count != 1 && count != 2) { PyErr_Format(PyExc_ValueError, "no anchor: %R", anchor); return -1; }
    int32_t word = add_word(t, kind, data, bounds[0], bounds[1], count == 1 ? WAITED_FOR : 0);
    if (word < 0 || count == 1) return word < 0 ? -1 : waits(&t->word_waits, word, number);
    int32_t second = add_word(t, kind, data, bounds[2], bounds[3], 0);
    int32_t pair = second < 0 ? -1 : add_pair(t, word, second);
    return pair < 0 ? -1 : waits(&t->pair_waits, pair, number);
}

/* The bit of a sign that templates need; 0 with an error set, when there are too many. */
static uint32_t add_mark(Table *t, Py_UCS4 sign) {
    int i = 0;
    while (i < t->mark_count && t->marks[i] != sign) i++;
    if (i == MOST_MARKS) { PyErr_SetString(PyExc_ValueError, "too many signs"); return 0; }
    if (i == t->mark_count) t->marks[t->mark_count++] = sign;
    if (sign < 128) t->mark_bits[sign] = (uint32_t)1 << i;
    return (uint32_t)1 << i;
}

/* A set of signs of which one must stand on the line: 1; 0 where it is none, -1 with an error set. */
static int add_mask(Table *t, PyObject *needed) {
    uint32_t mask = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(needed); i++) {
        PyObject *one = PyTuple_GET_ITEM(needed, i);
        if (!PyUnicode_Check(one) || PyUnicode_GET_LENGTH(one) != 1 || IS_WORD(PyUnicode_READ_CHAR(one, 0))) return 0;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(needed); i++) {
        uint32_t bit = add_mark(t, PyUnicode_READ_CHAR(PyTuple_GET_ITEM(needed, i), 0));
        if (!bit) return -1;
        mask |= bit;
    }
    return push(&t->masks, (int32_t)mask) < 0 ? -1 : 1;
}

/* A set of which one must stand on the line: of each pair the longer word. Not kept, where some are no words. */
static int add_set(Table *t, PyObject *needed) {
    int signs = add_mask(t, needed);
    if (signs) return signs < 0 ? -1 : 0;
    Py_ssize_t before = t->members.size, bounds[2 * MOST_WORDS];
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(needed); i++) {
        PyObject *one = PyTuple_GET_ITEM(needed, i);
        Py_ssize_t count = PyUnicode_Check(one) ? words_of(one, bounds, MOST_WORDS) : -1, longest = 0;
        if (count < 1) { t->members.size = before; return 0; }
        for (Py_ssize_t w = 1; w < count; w++)
            if (bounds[2 * w + 1] - bounds[2 * w] > bounds[2 * longest + 1] - bounds[2 * longest]) longest = w;
        int32_t word = add_word(t, PyUnicode_KIND(one), PyUnicode_DATA(one), bounds[2 * longest], bounds[2 * longest + 1], 0);
        if (word < 0 || push(&t->members, word) < 0) return -1;
    }
    return push(&t->member_ends, (int32_t)t->members.size);
}

/* A template: (needed sets, the anchors first; opens; closes; language). One without needed sets is looked for elsewhere. */
static int add_template(Table *t, PyObject *template_) {
    PyObject *needed;
    int opens, closes, language;
    if (!PyTuple_Check(template_)) { PyErr_SetString(PyExc_TypeError, "a template is a tuple"); return -1; }
    if (!PyArg_ParseTuple(template_, "O!ppi", &PyTuple_Type, &needed, &opens, &closes, &language)) return -1;
    if (language < 0 || language > 0xFFFF) { PyErr_SetString(PyExc_OverflowError, "too many languages"); return -1; }
    if (language >= t->languages) t->languages = language + 1;
    int32_t number = (int32_t)t->placed.size;
    if (push(&t->placed, (opens ? OPENS : 0) | (closes ? CLOSES : 0) | language << SPOKEN) < 0) return -1;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(needed); i++) {
        PyObject *one = PyTuple_GET_ITEM(needed, i);
        if (!PyTuple_Check(one)) { PyErr_SetString(PyExc_TypeError, "needed sets are tuples"); return -1; }
        if (i && add_set(t, one) < 0) return -1;
        for (Py_ssize_t j = 0; !i && j < PyTuple_GET_SIZE(one); j++)
            if (add_anchor(t, PyTuple_GET_ITEM(one, j), number) < 0) return -1;
    }
    return push(&t->mask_ends, (int32_t)t->masks.size) < 0 ? -1 : push(&t->set_ends, (int32_t)t->member_ends.size);
}

static uint64_t label_key(const int32_t *words, Py_ssize_t count) {
    uint64_t hash = HASH_START;
    for (Py_ssize_t i = 0; i < count; i++) hash = HASH_ON(hash, words[i]);
    return hash;
}

static int add_label(Table *t, PyObject *label) {
    Py_ssize_t bounds[2 * MOST_WORDS], count = PyUnicode_Check(label) ? words_of(label, bounds, MOST_WORDS) : -1;
    if (count < 1) { PyErr_Format(PyExc_ValueError, "no label: %R", label); return -1; }
    int32_t words[MOST_WORDS], number = (int32_t)t->label_ends.size;
    for (Py_ssize_t i = 0; i < count; i++) {
        words[i] = add_word(t, PyUnicode_KIND(label), PyUnicode_DATA(label), bounds[2 * i], bounds[2 * i + 1], LABEL_WORD);
        if (words[i] < 0 || push(&t->label_words, words[i]) < 0) return -1;
    }
    if (push(&t->label_ends, (int32_t)t->label_words.size) < 0) return -1;
    return slots_take(&t->labels, label_key(words, count), number);
}

/* The words of a label of a table, which is known by another key than its words. */
static int add_table_label(Table *t, PyObject *label) {
    if (!PyUnicode_Check(label)) { PyErr_SetString(PyExc_TypeError, "a label is a str"); return -1; }
    int kind = PyUnicode_KIND(label);
    const void *data = PyUnicode_DATA(label);
    Py_ssize_t size = PyUnicode_GET_LENGTH(label);
    for (Py_ssize_t end, start = 0; start < size; start = end + 1) {
        for (end = start; end < size && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, end)); end++) ;
        if (end > start && add_word(t, kind, data, start, end, TABLE_WORD) < 0) return -1;
    }
    return 0;
}

static int32_t label_number(const Table *t, const int32_t *words, Py_ssize_t count) {
    if (!t->labels.at || count > MOST_WORDS) return UNKNOWN;
    uint64_t key = label_key(words, count);
    EACH_SLOT(slot, &t->labels, key) {
        int32_t number = slot->number, first = FIRST(t->label_ends, number);
        if (t->label_ends.at[number] - first == count &&
            !memcmp(t->label_words.at + first, words, count * sizeof(int32_t))) return number;
    }
    return UNKNOWN;
}

static int add_words(Table *t, PyObject *words, int32_t flags) {
    PyObject *several = PySequence_Fast(words, "words are a sequence");
    int failed = !several;
    for (Py_ssize_t i = 0; !failed && i < PySequence_Fast_GET_SIZE(several); i++) {
        PyObject *word = PySequence_Fast_GET_ITEM(several, i);
        failed = !PyUnicode_Check(word) ||
            add_word(t, PyUnicode_KIND(word), PyUnicode_DATA(word), 0, PyUnicode_GET_LENGTH(word), flags) < 0;
    }
    Py_XDECREF(several);
    if (failed && !PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a word is a str");
    return failed ? -1 : 0;
}

static int each(Table *t, PyObject *several, int (*add)(Table *, PyObject *)) {
    PyObject *fast = PySequence_Fast(several, "a sequence is needed");
    int failed = !fast;
    for (Py_ssize_t i = 0; !failed && i < PySequence_Fast_GET_SIZE(fast); i++)
        failed = add(t, PySequence_Fast_GET_ITEM(fast, i)) < 0;
    Py_XDECREF(fast);
    return failed ? -1 : 0;
}

/* Sort (what, template) into rows, in the order of the templates: afterwards `waits` holds templates alone. */
static int into_rows(List *waits_, List *first, Py_ssize_t whats) {
    Py_ssize_t count = waits_->size / 2;
    int32_t *rows = PyMem_Malloc((count + 1) * sizeof(int32_t));
    if (!rows) { PyErr_NoMemory(); return -1; }
    for (Py_ssize_t i = 0; i <= whats; i++)
        if (push(first, 0) < 0) { PyMem_Free(rows); return -1; }
    for (Py_ssize_t i = 0; i < count; i++) first->at[waits_->at[2 * i] + 1]++;
    for (Py_ssize_t i = 0; i < whats; i++) first->at[i + 1] += first->at[i];
    for (Py_ssize_t i = 0; i < count; i++) rows[first->at[waits_->at[2 * i]]++] = waits_->at[2 * i + 1];
    for (Py_ssize_t i = whats; i > 0; i--) first->at[i] = first->at[i - 1];
    first->at[0] = 0;
    PyMem_Free(waits_->at);
    *waits_ = (List){rows, count, count + 1};
    return 0;
}

static void clear(Table *t) {
    List *lists[] = LISTS(t);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) PyMem_Free(lists[i]->at);
    PyMem_Free(t->entries);
    PyMem_Free(t->characters);
    PyMem_Free(t->words.words.at);
    PyMem_Free(t->needed.words.at);
    PyMem_Free(t->pairs.words.at);
    PyMem_Free(t->labels.at);
}

static void note_kinds(const Table *t, Slots *slots) {
    for (Py_ssize_t i = 0; slots->at && i < (Py_ssize_t)1 << slots->bits; i++)
        if (slots->at[i].number >= 0) slots->at[i].kind = (uint32_t)t->kinds.at[slots->at[i].number];
}

/* Lay the words out in little space: what the scan looks at stays in the processor's cache. */
static int pack(Table *t) {
    t->entries = PyMem_Malloc((t->ends.size + 1) * sizeof(Entry));
    t->characters = PyMem_Malloc((t->letters.size + 1) * sizeof(uint16_t));
    if (!t->entries || !t->characters) { PyErr_NoMemory(); return -1; }
    for (Py_ssize_t i = 0; i < t->letters.size; i++) t->characters[i] = (uint16_t)t->letters.at[i];
    for (Py_ssize_t i = 0; i < t->ends.size; i++) {
        int32_t first = FIRST(t->ends, i);
        t->entries[i] = (Entry){(uint32_t)first, (uint32_t)(t->ends.at[i] - first)};
    }
    note_kinds(t, &t->words.words);
    note_kinds(t, &t->needed.words);
    for (List **list = (List *[]){&t->letters, &t->ends, &t->kinds, NULL}; *list; list++) {
        PyMem_Free((*list)->at);
        **list = (List){NULL, 0, 0};
    }
    return 0;
}

static int32_t known_word(Table *t, const char *word) {
    return add_word(t, PyUnicode_1BYTE_KIND, word, 0, (Py_ssize_t)strlen(word), 0);
}

static int fill(Table *t, PyObject *templates, PyObject *labels, PyObject *beside, PyObject *row_words,
                PyObject *table_labels, PyObject *table_beside, PyObject *ends) {
    if (each(t, templates, add_template) < 0) return -1;
    t->needed_words = (int32_t)t->ends.size;
    t->needed = t->words;
    if (slots_copy(&t->words.words, t->words.words.at ? t->words.words.bits : FEWEST_BITS, &t->needed.words) < 0) return -1;
    if (each(t, labels, add_label) < 0) return -1;
    if (add_words(t, beside, LABEL_WORD) < 0 || add_words(t, row_words, LABEL_WORD | ROW_WORD) < 0) return -1;
    if (each(t, table_labels, add_table_label) < 0 || add_words(t, table_beside, TABLE_WORD) < 0) return -1;
    if (add_words(t, ends, SCREENS_END) < 0) return -1;
    Py_ssize_t size = PyObject_Size(row_words);
    if (size < 0) return -1;
    t->has_rows = size > 0;
    t->bullet = known_word(t, "o");
    t->thousand = known_word(t, "k");
    t->zero = known_word(t, "0");
    if (t->bullet < 0 || t->thousand < 0 || t->zero < 0) return -1;
    if (into_rows(&t->word_waits, &t->word_first, t->ends.size) < 0) return -1;
    if (into_rows(&t->pair_waits, &t->pair_first, t->pairs.words.size) < 0) return -1;
    if (into_rows(&t->glued_waits, &t->glued_first, t->glued.size / 3) < 0) return -1;
    if (into_rows(&t->sign_waits, &t->sign_first, t->signs.size) < 0) return -1;
    return pack(t);
}

static PyObject *new_table(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    PyObject *templates, *labels, *beside, *row_words, *table_labels, *table_beside, *ends;
    if (keywords && PyDict_GET_SIZE(keywords)) return PyErr_Format(PyExc_TypeError, "Table takes no keywords");
    if (!PyArg_ParseTuple(arguments, "OOOOOOO", &templates, &labels, &beside, &row_words, &table_labels, &table_beside, &ends))
        return NULL;
    Table *t = (Table *)type->tp_alloc(type, 0); /* all zero */
    if (t && fill(t, templates, labels, beside, row_words, table_labels, table_beside, ends) < 0) Py_CLEAR(t);
    return (PyObject *)t;
}

static void free_table(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    clear((Table *)self);
    type->tp_free(self);
    Py_DECREF(type);
}

/* --- scanning a text -------------------------------------------------------------------------------------------- */

typedef struct { int kind; const void *data; Py_ssize_t size; } View;
typedef struct { int32_t number, kind; Py_ssize_t start, end; } Word; /* number -1: no rule has it */

#define LONGEST_LABEL 160 /* code points of a line that may be a label or a row of buttons, with its indentation */
#define FIRST_BUTTONS 24  /* code points in which the first two buttons of a row stand, if they are glued */
#define MOST_IN_LABEL 80  /* words of such a line */

typedef struct {
    const Table *t;
    View text, folded, unmarked;
    PyObject *places, *labels, *rows, *tables;
    const char *silent;   /* of each language, whether it is not heard in the text: its templates do not wait */
    int signs;            /* whether one that is waited for stands in the text */
    /* the line in hand */
    Py_ssize_t line, start, end;
    const Lexicon *lexicon; /* the words that matter on it: of a line too long for a label, those that templates need */
    int is_short;         /* whether it is short enough for a label */
    int may_be, buttons;  /* what a short one may be by its words so far: LABEL_WORD, ROW_WORD, TABLE_WORD; any buttons */
    int32_t stamp;
    int32_t *seen;        /* of each word, the stamp of the line that it was last seen on */
    int32_t *judged;      /* of each template, the stamp of the line it was last judged on; minus that, if not possible */
    Py_ssize_t count;     /* of words so far */
    Word last;            /* the last one; of a short line all of them: */
    Word words[MOST_IN_LABEL];
    uint32_t marks;       /* the bits of the signs on it, once they were asked for */
    int32_t marks_stamp;
    List pending;         /* what waits at a place on the line: template, place */
} Scan;

#define AT(view, i) PyUnicode_READ((view).kind, (view).data, (i))

static View view_of(PyObject *text) {
    return (View){PyUnicode_KIND(text), PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text)};
}

/* Whether a line or sentence can start at `place`: not behind a word, or a comma, and a space. */
static int may_open(const Scan *s, Py_ssize_t place) {
    if (place <= s->start || AT(s->folded, place - 1) != ' ') return 1;
    if (place - 1 <= s->start) return 1;
    Py_UCS4 before = AT(s->folded, place - 2);
    if (before == 'o') return !(place - 2 > s->start && Py_UNICODE_ISALNUM(AT(s->folded, place - 3)));
    return !(before == ',' || Py_UNICODE_ISALNUM(before));
}

/* Whether a mark may follow what ends at `end`: not a space and a word. */
static int may_close(const Scan *s, Py_ssize_t end) {
    return !(end + 1 < s->end && AT(s->folded, end) == ' ' && Py_UNICODE_ISALNUM(AT(s->folded, end + 1)));
}

static int wait(Scan *s, const List *waiting, const List *first, Py_ssize_t what, Py_ssize_t place, Py_ssize_t end) {
    int opens = -1, closes = -1;
    for (int32_t i = first->at[what]; i < first->at[what + 1]; i++) {
        int32_t number = waiting->at[i], placed = s->t->placed.at[number];
        if (s->silent[placed >> SPOKEN]) continue;
        if (placed & OPENS && !(opens < 0 ? (opens = may_open(s, place)) : opens)) continue;
        if (placed & CLOSES && !(closes < 0 ? (closes = may_close(s, end)) : closes)) continue;
        if (push(&s->pending, number) < 0 || push(&s->pending, (int32_t)place) < 0) return -1;
    }
    return 0;
}

static uint32_t bit_of(const Table *t, Py_UCS4 c) {
    if (c < 128) return t->mark_bits[c];
    for (int i = 0; i < t->mark_count; i++)
        if (t->marks[i] == c) return (uint32_t)1 << i;
    return 0;
}

/* The bits of the signs on the line. */
static uint32_t marks_on_line(Scan *s) {
    if (s->marks_stamp == s->stamp) return s->marks;
    s->marks = 0;
    s->marks_stamp = s->stamp;
    for (Py_ssize_t i = s->start; i < s->end; i++) s->marks |= bit_of(s->t, AT(s->folded, i));
    return s->marks;
}

/* Whether each set of words and of signs that a template needs has one on the line. */
static int possible(Scan *s, int32_t number) {
    const Table *t = s->t;
    if (s->judged[number] == s->stamp || s->judged[number] == -s->stamp) return s->judged[number] > 0;
    s->judged[number] = -s->stamp;
    for (int32_t set = FIRST(t->set_ends, number); set < t->set_ends.at[number]; set++) {
        int32_t i = FIRST(t->member_ends, set), end = t->member_ends.at[set];
        while (i < end && s->seen[t->members.at[i]] != s->stamp) i++;
        if (i == end) return 0;
    }
    for (int32_t i = FIRST(t->mask_ends, number); i < t->mask_ends.at[number]; i++)
        if (!(marks_on_line(s) & (uint32_t)t->masks.at[i])) return 0;
    s->judged[number] = s->stamp;
    return 1;
}

static int same_part(const Scan *s, int32_t part, const Word *word, Py_ssize_t from) {
    const Table *t = s->t;
    const Entry *entry = &t->entries[part];
    if (from < word->start || from + entry->size > word->end) return 0;
    for (uint32_t i = 0; i < entry->size; i++)
        if (t->characters[entry->first + i] != AT(s->unmarked, from + i)) return 0;
    return 1;
}

static int has_glued_edge(const Scan *s, const Word *word) {
    Py_UCS4 first = AT(s->unmarked, word->start), last = AT(s->unmarked, word->end - 1);
    return first > 127 || last > 127 || s->t->edges[first] & GLUED_FIRST || s->t->edges[last] & GLUED_LAST;
}

static int glued_parts(Scan *s, const Word *word) {
    const Table *t = s->t;
    Py_UCS4 first = AT(s->unmarked, word->start), last = AT(s->unmarked, word->end - 1);
    for (Py_ssize_t g = 0; g < t->glued.size / 3; g++) {
        int32_t ends = t->glued.at[3 * g + 1];
        if ((Py_UCS4)t->glued.at[3 * g + 2] != (ends ? last : first)) continue;
        int32_t part = t->glued.at[3 * g], size = t->entries[part].size;
        Py_ssize_t from = ends ? word->end - size : word->start;
        if (same_part(s, part, word, from) && wait(s, &t->glued_waits, &t->glued_first, g, from, from + size) < 0) return -1;
    }
    return 0;
}

static int add_to(PyObject *list, PyObject *item) {
    int failed = !item || PyList_Append(list, item) < 0;
    Py_XDECREF(item);
    return failed ? -1 : 0;
}

/* Look for what waits for the last word of the line, and for it behind the one `before` it. */
static int waits_for_last(Scan *s, const Word *before) {
    const Table *t = s->t;
    const Word *last = &s->last;
    if (last->kind & WAITED_FOR && wait(s, &t->word_waits, &t->word_first, last->number, last->start, last->end) < 0) return -1;
    if (!(last->kind & PAIR_SECOND) || s->count < 2 || before->number < 0) return 0;
    int32_t pair = pair_number(t, before->number, last->number);
    return pair < 0 ? 0 : wait(s, &t->pair_waits, &t->pair_first, pair, before->start, last->end);
}

static int is_decimal(const View *view, Py_ssize_t start, Py_ssize_t end) {
    while (start < end && Py_UNICODE_ISDECIMAL(AT(*view, start))) start++;
    return start == end;
}

/* Whether a word has figures, or letters that may have marks: it may stand in a table though no label has it. */
static int is_odd(const Scan *s, const Word *word) {
    Py_ssize_t at = word->start;
    while (at < word->end && AT(s->unmarked, at) < 128 && !Py_UNICODE_ISDECIMAL(AT(s->unmarked, at))) at++;
    return at < word->end;
}

/* What a short line may be yet, with this word on it: a label, a row of buttons and counters, a label of a table. If it
 * may be none of them, the words of templates are all that is to be looked for on the rest of it. */
static void judge(Scan *s, const Word *word) {
    int kind = word->kind;
    s->buttons |= kind & ROW_WORD;
    if (!(kind & LABEL_WORD) && !Py_UNICODE_ISDECIMAL(AT(s->unmarked, word->start))) s->may_be &= ~LABEL_WORD;
    if (!(kind & ROW_WORD) && word->number != s->t->thousand && !is_decimal(&s->unmarked, word->start, word->end))
        s->may_be &= ~ROW_WORD;
    if (s->may_be & TABLE_WORD && !(kind & TABLE_WORD) && !is_odd(s, word)) s->may_be &= ~TABLE_WORD;
    if (!s->may_be) s->lexicon = &s->t->needed;
}

static inline int add_to_line(Scan *s, Word word) {
    Word before = s->last;
    s->last = word;
    if (s->is_short) s->words[s->count] = word;
    if (s->may_be) judge(s, &word);
    s->count++;
    if (has_glued_edge(s, &word) && glued_parts(s, &word) < 0) return -1;
    if (word.number < 0) return 0;
    if (word.number < s->t->needed_words) s->seen[word.number] = s->stamp;
    return word.kind & (WAITED_FOR | PAIR_SECOND) ? waits_for_last(s, &before) : 0;
}

/* --- the pass, once for each width of characters ---------------------------------------------------------------- */

static int sign_at(Scan *s, Py_ssize_t place);

#define WIDTH(name) name##1
#define CHAR Py_UCS1
#include "_scan_pass.h"
#undef WIDTH
#undef CHAR
#define WIDTH(name) name##2
#define CHAR Py_UCS2
#include "_scan_pass.h"
#undef WIDTH
#undef CHAR
#define WIDTH(name) name##4
#define CHAR Py_UCS4
#include "_scan_pass.h"
#undef WIDTH
#undef CHAR

/* --- labels ----------------------------------------------------------------------------------------------------- */

#define LOWER(c) ((c) >= 'a' && (c) <= 'z')
#define UPPER(c) ((c) >= 'A' && (c) <= 'Z')

/* Where the second of two glued words starts among the first words of a line, "ShareTweet", "AMPShare"; 0: nowhere. */
static Py_ssize_t glue(const Scan *s, Py_ssize_t start, Py_ssize_t end) {
    if (end > start + FIRST_BUTTONS) end = start + FIRST_BUTTONS;
    for (Py_ssize_t i = start + 1; i < end; i++) {
        Py_UCS4 one = AT(s->text, i - 1), other = AT(s->text, i);
        if (!UPPER(other)) continue;
        if (LOWER(one) || (UPPER(one) && i + 1 < end && LOWER(AT(s->text, i + 1)))) return i;
    }
    return 0;
}

static const Slot *look_up(const Scan *s, Py_ssize_t start, Py_ssize_t end) {
    uint64_t key = word_key(s->unmarked.kind, s->unmarked.data, start, end);
    switch (s->unmarked.kind) {
    case PyUnicode_1BYTE_KIND: return look_up1(s->t, &s->t->words, (const Py_UCS1 *)s->unmarked.data + start, end - start, key);
    case PyUnicode_2BYTE_KIND: return look_up2(s->t, &s->t->words, (const Py_UCS2 *)s->unmarked.data + start, end - start, key);
    default: return look_up4(s->t, &s->t->words, (const Py_UCS4 *)s->unmarked.data + start, end - start, key);
    }
}

/* Whether a line begins with glued words of which the first is one of a button, or a figure. */
static int is_glued(const Scan *s, Py_ssize_t start, Py_ssize_t end) {
    Py_ssize_t place = glue(s, start, end), first = s->words[0].start, last = s->words[0].end;
    if (!place) return 0;
    if (place < last) last = place;
    if (is_decimal(&s->unmarked, first, last)) return 1;
    const Slot *slot = look_up(s, first, last);
    return slot && slot->kind & ROW_WORD;
}

static int is_plain(const Scan *s, const Word *word, Py_UCS4 c) { /* whether the word is nothing but that letter */
    return word->end - word->start == 1 && AT(s->unmarked, word->start) == c;
}

/* Whether a word is a figure: 1, or 2 with the k or m of a counter behind it, 0 otherwise. */
static int figure(const Scan *s, const Word *word) {
    Py_ssize_t at = word->start;
    while (at < word->end && Py_UNICODE_ISDECIMAL(AT(s->unmarked, at))) at++;
    if (at == word->start) return 0;
    if (at == word->end) return 1;
    Py_UCS4 mark = AT(s->unmarked, at);
    return at + 1 == word->end && (mark == 'k' || mark == 'm') ? 2 : 0;
}

/* The label of the words first..last, where figures one behind the other, with the k or m of a counter, are one "0". */
static int32_t counted_label(const Scan *s, Py_ssize_t first, Py_ssize_t last) {
    int32_t words[MOST_IN_LABEL];
    Py_ssize_t count = 0, at = first;
    while (at < last) {
        int kind = figure(s, &s->words[at]);
        words[count] = kind ? s->t->zero : s->words[at].number;
        if (words[count++] < 0) return UNKNOWN;
        at++;
        if (!kind) continue;
        while (kind == 1 && at < last && (kind = figure(s, &s->words[at]))) at++;
        if (!kind && at < last && (is_plain(s, &s->words[at], 'k') || is_plain(s, &s->words[at], 'm'))) at++;
    }
    return label_number(s->t, words, count);
}

/* The label of a line of known words; UNKNOWN where Python has to look closer, -2 when it is none. */
static int32_t label_of(const Scan *s, Py_ssize_t end) {
    int32_t words[MOST_IN_LABEL], label = UNKNOWN, all_words = 1, figures = 0;
    for (Py_ssize_t i = 0; i < s->count; i++) all_words &= (words[i] = s->words[i].number) >= 0;
    if (all_words && (label = label_number(s->t, words, s->count)) != UNKNOWN) return label;
    const Word *last = &s->words[s->count - 1];
    for (Py_ssize_t i = s->count > 1 ? s->count - 2 : 0; i < s->count; i++) /* a counter may be last */
        if (s->words[i].kind & SCREENS_END) return UNKNOWN;
    for (Py_ssize_t i = s->start; i < s->end; i++) {
        Py_UCS4 c = AT(s->text, i);
        if (c == '&') return UNKNOWN;
        figures |= c < 128 ? c >= '0' && c <= '9' : Py_UNICODE_ISDECIMAL(c);
    }
    if (figures) label = counted_label(s, 0, s->count);
    if (label == UNKNOWN && words[0] == s->t->bullet) label = counted_label(s, 1, s->count);
    if (label == UNKNOWN && last->end + 1 == end && last->start > s->start && is_decimal(&s->unmarked, last->start, last->end)) {
        Py_UCS4 before = AT(s->text, last->start - 1), behind = AT(s->text, last->end);
        if ((before == '(' || before == '[') && (behind == ')' || behind == ']')) label = counted_label(s, 0, s->count - 1);
    }
    return label == UNKNOWN ? -2 : label;
}

static int short_line(Scan *s) {
    Py_ssize_t start = s->start, end = s->end;
    while (start < end && Py_UNICODE_ISSPACE(AT(s->text, start))) start++;
    while (end > start && Py_UNICODE_ISSPACE(AT(s->text, end - 1))) end--;
    if (s->may_be & LABEL_WORD) {
        int label = label_of(s, end);
        if (label >= UNKNOWN && add_to(s->labels, Py_BuildValue("ni", s->line, label)) < 0) return -1;
    }
    if ((s->t->has_rows && is_glued(s, start, end)) || (s->may_be & ROW_WORD && s->buttons))
        if (add_to(s->rows, PyLong_FromSsize_t(s->line)) < 0) return -1;
    return s->may_be & TABLE_WORD ? add_to(s->tables, PyLong_FromSsize_t(s->line)) : 0;
}

/* --- a line ----------------------------------------------------------------------------------------------------- */

static int sign_at(Scan *s, Py_ssize_t place) {
    Py_UCS4 c = AT(s->folded, place);
    if (c == ' ') return 0;
    for (Py_ssize_t i = 0; i < s->t->signs.size; i++)
        if (s->t->signs.at[i] == (int32_t)c) return wait(s, &s->t->sign_waits, &s->t->sign_first, i, place, place + 1);
    return 0;
}

static int by_place(const void *one, const void *other) {
    const int32_t *a = one, *b = other;
    int32_t left = a[1] != b[1] ? a[1] : a[0], right = a[1] != b[1] ? b[1] : b[0];
    return (left > right) - (left < right);
}

/* Of what waits on the line, what has all words that it needs there, by place and template. */
static int keep(Scan *s) {
    Py_ssize_t kept = 0;
    int32_t *at = s->pending.at;
    for (Py_ssize_t i = 0; i < s->pending.size; i += 2) {
        if (!possible(s, at[i])) continue;
        at[kept] = at[i];
        at[kept + 1] = at[i + 1];
        kept += 2;
    }
    s->pending.size = 0;
    if (kept > 2) qsort(at, kept / 2, 2 * sizeof(int32_t), by_place);
    for (Py_ssize_t i = 0; i < kept; i += 2)
        if (add_to(s->places, Py_BuildValue("nii", s->line, (int)at[i + 1], (int)at[i])) < 0) return -1;
    return 0;
}

static int line(Scan *s, Py_ssize_t number, Py_ssize_t start, Py_ssize_t end) {
    s->line = number;
    s->start = start;
    s->end = end;
    s->count = 0;
    s->is_short = end - start <= LONGEST_LABEL;
    s->may_be = s->is_short ? LABEL_WORD | ROW_WORD | TABLE_WORD : 0;
    s->buttons = 0;
    s->lexicon = s->is_short ? &s->t->words : &s->t->needed;
    s->stamp++;
    int failed = s->unmarked.kind == PyUnicode_1BYTE_KIND ? words1(s)
               : s->unmarked.kind == PyUnicode_2BYTE_KIND ? words2(s) : words4(s);
    if (failed < 0 || (s->pending.size && keep(s) < 0)) return -1;
    return s->count && s->is_short ? short_line(s) : 0;
}

/* Scan the line `number`; -1 with an error set, when its bounds are none. */
static int line_at(Scan *s, PyObject *starts, Py_ssize_t number) {
    if (number < 0 || number + 1 >= PyList_GET_SIZE(starts)) { PyErr_SetString(PyExc_IndexError, "no such line"); return -1; }
    Py_ssize_t start = PyLong_AsSsize_t(PyList_GET_ITEM(starts, number));
    Py_ssize_t end = PyLong_AsSsize_t(PyList_GET_ITEM(starts, number + 1));
    if (PyErr_Occurred()) return -1;
    if (start < 0 || end < start || end > s->unmarked.size) { PyErr_SetString(PyExc_ValueError, "no line"); return -1; }
    return line(s, number, start, end);
}

static int all_lines(Scan *s, PyObject *starts, PyObject *lines) {
    Py_ssize_t count = lines == Py_None ? PyList_GET_SIZE(starts) - 1 : PyList_GET_SIZE(lines);
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_ssize_t number = lines == Py_None ? i : PyLong_AsSsize_t(PyList_GET_ITEM(lines, i));
        if (PyErr_Occurred() || line_at(s, starts, number) < 0) return -1;
    }
    return 0;
}

static int has_signs(const Table *t, PyObject *folded) {
    for (Py_ssize_t i = 0; i < t->signs.size; i++)
        if (PyUnicode_FindChar(folded, (Py_UCS4)t->signs.at[i], 0, PyUnicode_GET_LENGTH(folded), 1) >= 0) return 1;
    return 0;
}

static PyObject *scan(PyObject *self, PyObject *arguments) {
    PyObject *text, *folded, *unmarked, *starts, *lines, *silent;
    if (!PyArg_ParseTuple(arguments, "UUUO!OS", &text, &folded, &unmarked, &PyList_Type, &starts, &lines, &silent)) return NULL;
    if (lines != Py_None && !PyList_Check(lines)) return PyErr_Format(PyExc_TypeError, "lines are a list, or None");
    const Table *t = (const Table *)self;
    Scan s = {.t = t, .text = view_of(text), .folded = view_of(folded), .unmarked = view_of(unmarked)};
    if (s.text.size != s.unmarked.size || s.folded.size != s.unmarked.size)
        return PyErr_Format(PyExc_ValueError, "the views of a text are of one length");
    if (s.unmarked.size > INT32_MAX) return PyErr_Format(PyExc_OverflowError, "the text is too long");
    if (PyBytes_GET_SIZE(silent) < t->languages) return PyErr_Format(PyExc_ValueError, "a language is missing");
    s.silent = PyBytes_AS_STRING(silent);
    s.signs = has_signs(t, folded);
    s.seen = PyMem_Calloc(t->needed_words + 1, sizeof(int32_t));
    s.judged = PyMem_Calloc(t->placed.size + 1, sizeof(int32_t));
    s.places = PyList_New(0);
    s.labels = PyList_New(0);
    s.rows = PyList_New(0);
    s.tables = PyList_New(0);
    PyObject *found = NULL;
    if (!s.seen || !s.judged) PyErr_NoMemory();
    else if (s.places && s.labels && s.rows && s.tables && all_lines(&s, starts, lines) == 0)
        found = PyTuple_Pack(4, s.places, s.labels, s.rows, s.tables);
    PyMem_Free(s.seen);
    PyMem_Free(s.judged);
    PyMem_Free(s.pending.at);
    Py_XDECREF(s.places);
    Py_XDECREF(s.labels);
    Py_XDECREF(s.rows);
    Py_XDECREF(s.tables);
    return found;
}

static PyMethodDef methods[] = {
    {"scan", scan, METH_VARARGS, "Return the places where templates may match, and the lines that may be labels."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, new_table},
    {Py_tp_dealloc, free_table},
    {Py_tp_methods, methods},
    {Py_tp_doc, "What the rules said in templates wait for, numbered."},
    {0, NULL},
};

static PyType_Spec specification = {"cleanr.text._kernel.Table", sizeof(Table), 0, Py_TPFLAGS_DEFAULT, slots};

int add_scan(PyObject *module) {
    PyObject *type = PyType_FromSpec(&specification);
    int failed = !type || PyModule_AddObjectRef(module, "Table", type) < 0;
    Py_XDECREF(type);
    return failed ? -1 : 0;
}
