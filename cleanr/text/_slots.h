/* The hash table of the kernel: a number, and what kind of thing it is, for each key of 64 bits; several for one key are
 * found one after the other. With it the keys of words. Included by _scan.c and _kernel.c.
 *
 *   EACH_SLOT(slot, slots, key) { … }      for each slot of that key */
#ifndef CLEANR_SLOTS
#define CLEANR_SLOTS
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef struct { uint64_t key; int32_t number; uint32_t kind; } Slot; /* number -1: free */
typedef struct { Slot *at; int bits; Py_ssize_t size; } Slots;        /* at NULL: nothing was ever taken in */

#define SPREAD(key) ((uint64_t)(key) * 0x9E3779B97F4A7C15u) /* its high bits hang on all bits of the key */
#define FEWEST_BITS 4

static inline Slot *slots_at(const Slots *slots, uint64_t key) { return slots->at + (SPREAD(key) >> (64 - slots->bits)); }

static inline Slot *slots_next(const Slots *slots, const Slot *slot) {
    return slots->at + ((slot - slots->at + 1) & (((Py_ssize_t)1 << slots->bits) - 1));
}

#define EACH_SLOT(slot, slots, wanted) \
    for (Slot *slot = slots_at(slots, wanted); slot->number >= 0; slot = slots_next(slots, slot)) if (slot->key == (wanted))

static inline void slots_put(Slots *slots, Slot taken) {
    Slot *slot = slots_at(slots, taken.key);
    while (slot->number >= 0) slot = slots_next(slots, slot);
    *slot = taken;
    slots->size++;
}

/* Make an empty table of so many bits; -1 when memory is short. */
static inline int slots_start(Slots *slots, int bits) {
    *slots = (Slots){PyMem_New(Slot, (Py_ssize_t)1 << bits), bits, 0};
    if (!slots->at) { PyErr_NoMemory(); return -1; }
    memset(slots->at, 0xFF, sizeof(Slot) << bits); /* all numbers -1 */
    return 0;
}

/* Make another table, of so many bits, of the same slots. */
static inline int slots_copy(const Slots *slots, int bits, Slots *copy) {
    if (slots_start(copy, bits) < 0) return -1;
    for (Py_ssize_t i = 0; slots->at && i < (Py_ssize_t)1 << slots->bits; i++)
        if (slots->at[i].number >= 0) slots_put(copy, slots->at[i]);
    return 0;
}

/* Take in a number; the table is never more than half full. */
static inline int slots_take(Slots *slots, uint64_t key, int32_t number) {
    if (!slots->at || 2 * (slots->size + 1) > (Py_ssize_t)1 << slots->bits) {
        Slots larger;
        if (slots_copy(slots, slots->at ? slots->bits + 1 : FEWEST_BITS, &larger) < 0) return -1;
        PyMem_Free(slots->at);
        *slots = larger;
    }
    slots_put(slots, (Slot){key, number, 0});
    return 0;
}

/* --- the keys of words -------------------------------------------------------------------------------------------- */

#define SHORT_WORD 7 /* letters of Latin-1 that are their own key; what is longer is hashed, and has to be compared */
#define SHORT_KEY(letters, size) ((uint64_t)(letters) | (uint64_t)(size) << 56)
#define IS_HASHED(key) ((key) >> 63)
#define HASH_START 0xCBF29CE484222325u
#define HASH_ON(hash, value) (((hash) ^ (uint64_t)(value)) * 0x100000001B3u)
#define HASHED_KEY(hash) ((hash) | (uint64_t)1 << 63)

static inline uint64_t hashed_key(int kind, const void *data, Py_ssize_t start, Py_ssize_t end) {
    uint64_t hash = HASH_START;
    for (Py_ssize_t i = start; i < end; i++) hash = HASH_ON(hash, PyUnicode_READ(kind, data, i));
    return HASHED_KEY(hash);
}

static inline uint64_t word_key(int kind, const void *data, Py_ssize_t start, Py_ssize_t end) {
    uint64_t letters = 0;
    Py_UCS4 all = 0;
    for (Py_ssize_t i = start; i < end && end - start <= SHORT_WORD; i++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, i);
        letters = letters << 8 | (c & 0xFF);
        all |= c;
    }
    return end - start <= SHORT_WORD && all <= 0xFF ? SHORT_KEY(letters, end - start) : hashed_key(kind, data, start, end);
}
#endif
