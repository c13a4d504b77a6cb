"""The secrets of real runs: codes, tokens and hashes of passwords."""

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError


class RandomSecrets:
    """`Secrets` from the system's random source and a memory-hard hash.

    Argon2id with 19 MiB and two passes, the smallest set that OWASP's password storage sheet recommends:
    the passwords are training ones, and the machine may be small.
    """

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._known = lru_cache(maxsize=16)(self._hasher.hash)

    def code(self) -> str:
        return f"{secrets.randbelow(1_000_000):06}"

    def token(self) -> str:
        return secrets.token_urlsafe(16)

    def hash_password(self, password: str) -> str:
        return self._hasher.hash(password)

    def known_password_hash(self, password: str) -> str:
        return self._known(password)

    def password_matches(self, password: str, password_hash: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerifyMismatchError:
            return False
