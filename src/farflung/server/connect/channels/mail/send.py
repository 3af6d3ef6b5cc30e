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
        session = self._opened()
        try:
            session.send_message(mail)
        except SMTPRecipientsRefused as refused:
            self._close()
            raise _told(next(iter(refused.recipients.values()))[0]) from None
        except SMTPSenderRefused as refused:
            self._close()
            raise Later(str(refused.smtp_code)) from None
        except SMTPResponseException as refused:
            self._close()
            raise _told(refused.smtp_code) from None
        except (SMTPException, OSError) as error:
            self._close()
            raise Later(type(error).__name__) from None
        except BaseException:  # nobody knows at which word the session stands
            self._close()
            raise

    def _opened(self) -> SMTP:
        """The session. What keeps it from coming about is said of no mail, so none is given up for it."""
        if self._session is None:
            try:
                self._session = connected(self._server)
            except SMTPResponseException as refused:
                raise Later(str(refused.smtp_code)) from None
            except (SMTPException, OSError, ValueError) as error:
                raise Later(type(error).__name__) from None
        return self._session

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            try:
                session.quit()
            except (SMTPException, OSError):
                session.close()


def _told(code: int) -> Later | Never:
    """What an answer to a mail means. A password that is wrong today is mended tomorrow."""
    final = 500 <= code < 600 and code not in (530, 534, 535, 538)
    return (Never if final else Later)(str(code))
