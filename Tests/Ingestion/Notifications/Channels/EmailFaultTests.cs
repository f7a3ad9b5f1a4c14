using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

/// <summary>Servers that say no, or nothing.</summary>
public sealed class EmailFaultTests
{
    [Fact]
    public async Task Greylisting_IsTriedAgainAndThenTaken()
    {
        await using var server = new SmtpStandIn(("RCPT", "451 4.7.1 come back later"));
        using var channel = Channel(server);
        Assert.Equal(new SendOutcome(SendResult.Retry, "127.0.0.1 answered 451: 4.7.1 come back later"), await SendAsync(channel));
        Assert.Empty(server.Mails);
        server.Says("RCPT", "250 ok");
        Assert.Equal(new SendOutcome(SendResult.Sent, "Taken by 127.0.0.1: 2.0.0 queued as 7"), await SendAsync(channel));
        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such person", SendResult.Refused, "The receiver is refused; 127.0.0.1 answered 550: 5.1.1 no such person")]
    [InlineData("MAIL", "553 not yours", SendResult.Refused, "The sender in Notifications:Email:From is refused; 127.0.0.1 answered 553")]
    [InlineData("mail", "554 spam", SendResult.Refused, "The mail is refused; 127.0.0.1 answered 554: spam")]
    [InlineData("DATA", "554 no", SendResult.Refused, "The mail is refused; 127.0.0.1 answered 554: no")]
    [InlineData("MAIL", "452 4.3.1 disk full", SendResult.Retry, "127.0.0.1 answered 452")]
    [InlineData("mail", "421 going down", SendResult.Retry, "127.0.0.1 answered 421")]
    [InlineData("MAIL", "530 5.7.0 sign in first", SendResult.Retry, "127.0.0.1 does not accept our name and password (5.7.0 sign in first)")]
    [InlineData("hello", "554 we do not know you", SendResult.Retry, "127.0.0.1 answered 554: we do not know you")]
    [InlineData("hello", "421 too many", SendResult.Retry, "127.0.0.1 answered 421: too many")]
    [InlineData("hello", SmtpStandIn.HangUp, SendResult.Retry, "No connection to 127.0.0.1:")]
    [InlineData("RCPT", SmtpStandIn.HangUp, SendResult.Retry, "No connection to 127.0.0.1:")]
    [InlineData("hello", "HTTP/1.1 400 Bad Request", SendResult.Retry, "No connection to 127.0.0.1:")]
    [InlineData("RCPT", "550-first\r\n550-\u202Esecond\r\n550 third", SendResult.Refused, "The receiver is refused; 127.0.0.1 answered 550: first ?second third")]
    public async Task EachNo_HasItsOutcome(string command, string reply, SendResult result, string words)
    {
        await using var server = new SmtpStandIn((command, reply));
        using var channel = Channel(server);
        var outcome = await SendAsync(channel);
        Assert.Equal(result, outcome.Result);
        Assert.StartsWith(words, outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("EHLO")]
    [InlineData("mail")]
    public async Task AServerThatDoesNotAnswer_IsGivenUpInTime(string command)
    {
        await using var server = new SmtpStandIn((command, SmtpStandIn.Silence));
        using var channel = Channel(server, timeout: TimeSpan.FromMilliseconds(300));
        Assert.Equal(new SendOutcome(SendResult.Retry, "127.0.0.1 did not finish within 0.3 s"), await SendAsync(channel));
    }

    [Theory]
    [InlineData(SmtpStandIn.HangUp)]
    [InlineData(SmtpStandIn.Silence)]
    [InlineData("500 what?")]
    public async Task AnUnfriendlyGoodbye_ChangesNothing(string goodbye)
    {
        await using var server = new SmtpStandIn(("QUIT", goodbye));
        using var channel = Channel(server, timeout: TimeSpan.FromSeconds(5));
        Assert.Equal(SendResult.Sent, (await SendAsync(channel)).Result);
    }

    [Fact]
    public async Task NobodyThere_IsTriedAgain()
    {
        using var channel = new EmailChannel(Settings(FreePort.Next()), TimeProvider.System);
        var outcome = await SendAsync(channel);
        Assert.Equal(SendResult.Retry, outcome.Result);
        Assert.StartsWith("No connection to 127.0.0.1:", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("535 5.7.8 wrong", "127.0.0.1 does not accept our name and password (535: 5.7.8 wrong): see Notifications:Email:Username")]
    [InlineData("454 try later", "127.0.0.1 ")]
    public async Task AnAuthenticationThatIsRefused_WaitsForAPerson(string reply, string words)
    {
        await using var server = new SmtpStandIn(("AUTH", reply));
        using var channel = new EmailChannel(Settings(server.Port) with { Username = "city", Password = "a password" }, TimeProvider.System);
        var outcome = await SendAsync(channel);
        Assert.Equal(SendResult.Retry, outcome.Result);
        Assert.StartsWith(words, outcome.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a password", outcome.Text, StringComparison.Ordinal);
        server.Says("AUTH", "235 welcome");
        Assert.Equal(SendResult.Sent, (await SendAsync(channel)).Result);
    }

    [Fact]
    public async Task AServerWithoutSignIn_IsNamed()
    {
        await using var server = new SmtpStandIn(("EHLO", "250 stand-in"));
        using var channel = new EmailChannel(Settings(server.Port) with { Username = "city", Password = "a password" }, TimeProvider.System);
        Assert.Equal(
            new SendOutcome(SendResult.Retry, "127.0.0.1 takes no name and password here: see Notifications:Email:Username and Notifications:Email:Security"), await SendAsync(channel));
    }

    [Fact]
    public async Task ADomainOfAnotherAlphabet_IsWrittenInAscii()
    {
        await using var server = new SmtpStandIn();
        using var channel = new EmailChannel(Settings(server.Port) with { From = "cityops@mesto-šiška.example" }, TimeProvider.System);
        Assert.Equal(SendResult.Sent, (await channel.SendAsync(SomeNotification.To("dezurni@mesto-šiška.example"), CancellationToken.None)).Result);
        Assert.Contains(server.Lines, line => line.StartsWith("RCPT TO:<dezurni@xn--", StringComparison.Ordinal));
        var head = Assert.Single(server.Mails).Split("\r\n\r\n")[0];
        Assert.Matches("Message-Id: <key\\.[0-9a-f]{32}@xn--", head);
        Assert.True(System.Text.Ascii.IsValid(head), head);
    }

    [Fact]
    public async Task ALanguageThatIsNoTls_IsNamed()
    {
        await using var server = new SmtpStandIn();
        using var channel = new EmailChannel(Settings(server.Port) with { Security = EmailSecurity.Tls }, TimeProvider.System);
        var outcome = await SendAsync(channel);
        Assert.Equal(SendResult.Retry, outcome.Result);
        Assert.StartsWith("127.0.0.1 speaks no TLS on port ", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_IsTheOnlyThingThrown()
    {
        await using var server = new SmtpStandIn(("hello", SmtpStandIn.Silence));
        using var channel = Channel(server);
        using var stop = new CancellationTokenSource();
        var sending = channel.SendAsync(SomeNotification.To("a@city.example.org"), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    static Task<SendOutcome> SendAsync(EmailChannel channel) => channel.SendAsync(SomeNotification.To("dezurni@city.example.org"), CancellationToken.None);

    static EmailChannel Channel(SmtpStandIn server, TimeSpan? timeout = null) => new(Settings(server.Port) with { Timeout = timeout ?? TimeSpan.FromSeconds(20) }, TimeProvider.System);

    static EmailSettings Settings(int port) => new("127.0.0.1", port, EmailSecurity.None, "cityops@city.example.org", TimeSpan.FromSeconds(20));
}
