"""Hands parcels to the mail server, several in one session."""

from smtplib import (
    SMTP,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from types import TracebackType

from farflung.server.connect.channels.mail.compose import composed
from farflung.server.connect.channels.mail.server import Server, connected
from farflung.server.connect.planning.parcel import Later, Never, Parcel


class Mailer:
    """One session for as many parcels as there are: opened with the first, closed with the block."""

    def __init__(self, server: Server, sender: str) -> None:
        self._server, self._sender = server, sender
        self._session: SMTP | None = None

    def __enter__(self) -> "Mailer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def send(self, parcel: Parcel) -> None:
        """Returns when the server has taken it; `Later` or `Never` else."""
        mail = composed(parcel, self._sender)
        try:
            if self._session is None:
                self._session = connected(self._server)
            self._session.send_message(mail)
        except SMTPRecipientsRefused as refused:
            self._close()
            code = next(iter(refused.recipients.values()))[0]
            raise (Never if code >= 500 else Later)(str(code)) from None
        except SMTPSenderRefused as refused:
            self._close()
            raise Later(str(refused.smtp_code)) from None
        except SMTPResponseException as refused:
            self._close()
            # A password that is wrong today is mended tomorrow; only what is said of this mail is final.
            final = 500 <= refused.smtp_code < 600 and refused.smtp_code not in (530, 534, 535, 538)
            raise (Never if final else Later)(str(refused.smtp_code)) from None
        except (SMTPException, OSError) as error:
            self._close()
            raise Later(type(error).__name__) from None

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            try:
                session.quit()
            except (SMTPException, OSError):
                session.close()
