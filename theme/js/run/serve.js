// What both workers do: load what runs the programs, once, and answer each order.
import { messageOf, printer } from './protocol.js';

/** @import { Answer, Ended, Order, Print } from './protocol.js' */

/** @param {Answer} answer */
export function tell(answer) {
    self.postMessage(answer);
}

/**
 * Loads when the first program is to be run, and again where that failed.
 * @template Loaded
 * @param {(assets: string) => Promise<Loaded>} load
 * @param {(loaded: Loaded, order: Order, print: Print) => Ended} program How it ended.
 */
export function serve(load, program) {
    /** @type {Promise<Loaded> | undefined} */
    let loading;
    self.addEventListener('message', async event => {
        const order = /** @type {Order} */ (event.data);
        const { run } = order;
        let loaded;
        try {
            loaded = await (loading ??= load(order.assets));
        } catch (error) {
            loading = undefined;
            tell({ kind: 'no-start', message: messageOf(error) });
            return;
        }
        tell({ kind: 'started', run });
        try {
            tell({ kind: 'end', run, ...program(loaded, order, printer(run, tell)) });
        } catch (error) {
            tell({ kind: 'trapped', run, message: messageOf(error) });
        }
    });
}
