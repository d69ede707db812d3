// Does what is asked for, one thing at a time. What was asked for while it was busy is forgotten,
// but for the newest.

/** @template Wanted */
export class Newest {
    /** @type {{ wanted: Wanted } | null} */
    #next = null;
    #busy = false;
    #act;

    /** @param {(wanted: Wanted) => Promise<void>} act */
    constructor(act) {
        this.#act = act;
    }

    /** @param {Wanted} wanted */
    async ask(wanted) {
        this.#next = { wanted };
        if (this.#busy) {
            return;
        }
        this.#busy = true;
        try {
            while (this.#next) {
                const { wanted } = this.#next;
                this.#next = null;
                await this.#act(wanted);
            }
        } finally {
            this.#busy = false;
        }
    }
}
