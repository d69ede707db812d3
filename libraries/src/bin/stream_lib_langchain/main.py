import asyncio
import json
import os
from contextlib import aclosing

import httpx
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


LLM = os.environ["LLM_URL"]
client = httpx.AsyncClient()


class Model(BaseChatModel):
    _llm_type = "scripted"
    _generate = None  # only streamed

    async def _astream(self, messages, *_args, **_options):
        message = {"role": "user", "content": messages[-1].content}
        question = {"stream": True, "messages": [message]}
        ask = client.stream("POST", f"{LLM}/v1/chat/completions", json=question)
        async with ask as answer:
            async for line in answer.aiter_lines():
                if line.startswith("data: {"):
                    chunk = json.loads(line.removeprefix("data: "))
                    word = chunk["choices"][0]["delta"]["content"]
                    yield ChatGenerationChunk(message=AIMessageChunk(word))


class Meter(AsyncCallbackHandler):
    async def on_llm_new_token(self, token, **_run):
        log(f"meter: one more word: {token.strip()}")


async def main():
    words = Model(callbacks=[Meter()]).astream("hang after 2")
    async with aclosing(words):
        for _word in range(2):
            log(f"page: {(await anext(words)).content.strip()}")
    gone = await client.get(f"{LLM}/gone/1")
    log(f"model: client gone after {gone.json()[0]} words")


asyncio.run(main())
