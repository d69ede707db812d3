// The browser's storage, as several tabs share it: it can be full, and it can be denied.
export class FakeStorage {
    items = new Map();

    constructor(room = Infinity) {
        this.room = room;
    }

    get length() {
        return this.items.size;
    }

    key(index) {
        return [...this.items.keys()][index] ?? null;
    }

    getItem(name) {
        return this.items.get(name) ?? null;
    }

    setItem(name, value) {
        const others = [...this.items].filter(([other]) => other !== name);
        if (others.reduce((sum, [key, text]) => sum + key.length + text.length, name.length + value.length) > this.room) {
            throw new Error('full');
        }
        this.items.set(name, value);
    }

    removeItem(name) {
        this.items.delete(name);
    }
}
