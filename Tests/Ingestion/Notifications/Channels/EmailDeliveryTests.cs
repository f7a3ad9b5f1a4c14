using CityOps.Core.Notifications;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Tests.Core.Notifications;
using MimeKit;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

/// <summary>Mails through a real server, read back as a mail program reads them.</summary>
public sealed class EmailDeliveryTests
{
    const string Receiver = "dežurni <dezurni@city.example.org>";

    [Fact]
    public async Task AMail_ArrivesWithBothPartsAndItsHeaders()
    {
        await using var server = await MailServer.StartAsync();
        var notification = SomeNotification.To(Receiver, SomeNotice.One("sl") with { ActLink = SomeNotice.ActLink });
        var outcome = await SendAsync(server, notification);
        Assert.Equal(SendResult.Sent, outcome.Result);
        Assert.StartsWith("Taken by 127.0.0.1: ", outcome.Text, StringComparison.Ordinal);

        var mail = Assert.Single(server.Mails);
        Assert.Equal(notification.Message.Subject, mail.Subject);
        Assert.Equal(["text/plain", "text/html"], Assert.IsType<MultipartAlternative>(mail.Body).Select(part => part.ContentType.MimeType));
        Assert.Equal(notification.Message.Text.Trim(), Lines(mail.TextBody));
        Assert.Equal(notification.Message.Html.Trim(), Lines(mail.HtmlBody));
        Assert.Equal(("CityOps", "cityops@city.example.org"), (mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        Assert.Equal("dezurni@city.example.org", mail.To.Mailboxes.Single().Address);
        Assert.Equal(("auto-generated", "All", "sl"), (mail.Headers["Auto-Submitted"], mail.Headers["X-Auto-Response-Suppress"], mail.Body.Headers["Content-Language"]));
        Assert.Equal(MessageImportance.High, mail.Importance);
        Assert.Equal("dezurni@city.example.org", mail.Headers["X-RcptTo"]);
    }

    [Fact]
    public async Task MailsOfOneTopic_AreOneThread()
    {
        await using var server = await MailServer.StartAsync();
        foreach (var (key, topic) in new[] { ("k/1 a", "t 1"), ("k/1 a", "t 1"), ("k2", "t 1"), ("k3", "t<2>") })
        {
            Assert.Equal(SendResult.Sent, (await SendAsync(server, SomeNotification.To(Receiver, key: key, topic: topic))).Result);
        }

        Assert.Equal([1, 3], server.Mails.GroupBy(mail => mail.InReplyTo).Select(thread => thread.Count()).Order());
        // The second copy of a mail has the id of the first, so that programs can tell it.
        Assert.Equal([1, 1, 2], server.Mails.GroupBy(mail => mail.MessageId).Select(copies => copies.Count()).Order());
        Assert.All(server.Mails, mail =>
        {
            Assert.Equal(mail.InReplyTo, Assert.Single(mail.References));
            Assert.Matches("^key\\.[0-9a-f]{32}@city\\.example\\.org$", mail.MessageId);
        });
    }

    [Theory]
    [InlineData(NotificationReason.Cleared, false)]
    [InlineData(NotificationReason.First, true)]
    public async Task WhatIsOverOrADrill_IsNotUrgent(NotificationReason reason, bool drill)
    {
        await using var server = await MailServer.StartAsync();
        await SendAsync(server, SomeNotification.To(Receiver, SomeNotice.One("en", reason) with { Drill = drill }));
        Assert.Equal(MessageImportance.Normal, Assert.Single(server.Mails).Importance);
    }

    [Fact]
    public async Task ManyAtOnce_AllArrive()
    {
        await using var server = await MailServer.StartAsync();
        using var channel = Channel(server.Port, EmailSecurity.None);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => channel.SendAsync(SomeNotification.To(Receiver, key: $"key-{i}"), CancellationToken.None)));
        Assert.All(outcomes, outcome => Assert.Equal(SendResult.Sent, outcome.Result));
        Assert.Equal(40, server.Mails.Select(mail => mail.MessageId).Distinct().Count());
    }

    [Theory]
    [InlineData("tls", EmailSecurity.StartTls)]
    [InlineData("smtps", EmailSecurity.Tls)]
    public async Task ACertificateThatNobodySigned_IsRefusedAndTheWayOutSaid(string tls, EmailSecurity security)
    {
        await using var server = await MailServer.StartAsync(tls);
        using var channel = Channel(server.Port, security);
        var outcome = await channel.SendAsync(SomeNotification.To(Receiver), CancellationToken.None);
        Assert.Equal(SendResult.Retry, outcome.Result);
        Assert.StartsWith("The certificate of localhost is signed by nobody whom this machine trusts, so nothing was sent: add ", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerWithoutTls_GetsNothingInTheClear()
    {
        await using var server = await MailServer.StartAsync();
        using var channel = Channel(server.Port, EmailSecurity.StartTls);
        var outcome = await channel.SendAsync(SomeNotification.To(Receiver), CancellationToken.None);
        Assert.Equal(SendResult.Retry, outcome.Result);
        Assert.StartsWith("localhost offers no STARTTLS on port ", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("dežurni@city.example.org")]
    [InlineData("@city.example.org")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("")]
    [InlineData(null)]
    public async Task WhatIsNoAddress_IsRefused(string? to)
    {
        using var channel = Channel(1, EmailSecurity.None);
        Assert.Equal(SendResult.Refused, (await channel.SendAsync(new Notification("k", to, "t", SomeNotice.One(), SomeNotification.To(null).Message), CancellationToken.None)).Result);
    }

    static async Task<SendOutcome> SendAsync(MailServer server, Notification notification)
    {
        using var channel = Channel(server.Port, EmailSecurity.None, "127.0.0.1");
        Assert.Equal(("email", true), (channel.Name, channel.IsPersonal));
        return await channel.SendAsync(notification, CancellationToken.None);
    }

    static EmailChannel Channel(int port, EmailSecurity security, string host = "localhost") =>
        new(new EmailSettings(host, port, security, "CityOps <cityops@city.example.org>", TimeSpan.FromSeconds(20)), TimeProvider.System);

    static string? Lines(string? text) => text?.ReplaceLineEndings("\n").Trim();
}
