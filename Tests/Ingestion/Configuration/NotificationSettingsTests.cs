using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Tests.Ingestion.Configuration;

public sealed class NotificationSettingsTests
{
    const string Hook = "Notifications:Webhooks:ops";

    static readonly (string, string)[] Mail = [("Notifications:Email:Host", "mail.example.org"), ("Notifications:Email:From", "CityOps <cityops@example.org>")];

    [Theory]
    [InlineData("Notifications:Email:From", "nobody", "is needed with")]
    [InlineData("Notifications:Email:From", "", "is needed with")]
    [InlineData("Notifications:Email:Port", "0", "1 to 65535")]
    [InlineData("Notifications:Email:Security", "Ssl", "None, StartTls, Tls")]
    [InlineData("Notifications:Email:Timeout", "00:05:00", "between")]
    [InlineData("Notifications:Email:Username", "city", "together", "Notifications:Email:Password")]
    [InlineData("Notifications:Email:Password", "secret", "together", "Notifications:Email:Username")]
    [InlineData("Notifications:Email:Hots", "a", "no such setting")]
    [InlineData("Notifications:Sms:Url", "gateway.example.org", "no address")]
    [InlineData("Notifications:Phone:Url", "https://a", "no such setting")]
    [InlineData(Hook, "https://example.org", "is needed", Hook + ":Url")]
    [InlineData(Hook + ":Template", "Json", "is needed", Hook + ":Url")]
    public void Mistake_IsNamedByItsKey(string key, string value, string why, string? blamed = null) =>
        Assert.Contains(MistakesOf([.. Mail, (key, value)]), mistake =>
            mistake.StartsWith((blamed ?? key) + ": ", StringComparison.Ordinal) && mistake.Contains(why, StringComparison.Ordinal));

    [Theory]
    [InlineData("Url", "ftp://example.org/secret-hook", "http or https")]
    [InlineData("Url", "https://name:pass@example.org/", "http or https")]
    [InlineData("Template", "Discord", "Json, Teams, Slack, Ntfy")]
    [InlineData("Template", "Ntfy", "ends in the topic", "Url")]
    [InlineData("Secret", "too short a one", "20 characters")]
    [InlineData("Language", "de", "neither sl nor en")]
    [InlineData("Timeout", "00:00:00", "between")]
    [InlineData("Headers:Content-Type", "text/plain", "no header that can be set")]
    [InlineData("Headers:X Y", "a", "no header that can be set")]
    [InlineData("Headers:X-Key", "a\r\nHost: b", "no header that can be set")]
    [InlineData("Colour", "red", "no such setting")]
    public void MistakeInAWebhook_IsNamedAndItsValueIsNotShown(string key, string value, string why, string? blamed = null)
    {
        var mistake = Assert.Single(MistakesOf(($"{Hook}:Url", "https://example.org/"), ($"{Hook}:{key}", value)));
        Assert.StartsWith($"{Hook}:{blamed ?? key}: ", mistake, StringComparison.Ordinal);
        Assert.Contains(why, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-hook", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("sms")]
    [InlineData("Ops")]
    [InlineData("ops room")]
    [InlineData("1st")]
    public void AName_IsShortPlainAndNotTaken(string name) =>
        Assert.StartsWith($"Notifications:Webhooks:{name}: ", Assert.Single(MistakesOf(($"Notifications:Webhooks:{name}:Url", "https://example.org/"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Method", "GET", "POST nor PUT")]
    [InlineData("ContentType", "text/plain", "neither application/json")]
    [InlineData("Body", "{\"to\":\"{to}\"}", "{to} and {text}")]
    [InlineData("Body", "{\"to\":{to},\"text\":{text}}", "is no JSON")]
    public void MistakeInSms_IsNamed(string key, string value, string why)
    {
        var mistake = Assert.Single(MistakesOf(("Notifications:Sms:Url", "https://sms.example.org/"), ($"Notifications:Sms:{key}", value)));
        Assert.StartsWith($"Notifications:Sms:{key}: ", mistake, StringComparison.Ordinal);
        Assert.Contains(why, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StartTls", 587)]
    [InlineData("Tls", 465)]
    [InlineData("None", 25)]
    public void ThePortOfMail_GoesWithItsSecurity(string security, int port) => Assert.Equal(port, Read([.. Mail, ("Notifications:Email:Security", security)]).Email!.Port);

    [Theory]
    [InlineData("mail.example.org", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    public void APassword_GoesInTheClearToThisMachineOnly(string host, bool goes)
    {
        (string, string)[] settings =
        [
            .. Mail, ("Notifications:Email:Host", host), ("Notifications:Email:Security", "None"), ("Notifications:Email:Username", "city"), ("Notifications:Email:Password", "secret"),
        ];
        if (goes)
        {
            Assert.Equal("secret", Read(settings).Email!.Password);
        }
        else
        {
            Assert.StartsWith("Notifications:Email:Security: ", Assert.Single(MistakesOf(settings)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AllWaysOut_BecomeChannels()
    {
        var settings = ReadAll(
        [
            .. Mail, ("Notifications:Sms:Url", "https://sms.example.org/send"), ("Notifications:Sms:ContentType", "application/x-www-form-urlencoded"), ("Notifications:Sms:Headers:X-Api-Key", "k"),
            ("Notifications:Webhooks:teams:Url", "https://example.org/t"), ("Notifications:Webhooks:teams:Template", "Teams"), ("Notifications:Webhooks:teams:Headers:X-A", "1"),
            ("Notifications:Webhooks:ops:Url", "https://ntfy.example.org/city"), ("Notifications:Webhooks:ops:Template", "Ntfy"), ("Notifications:Webhooks:ops:Language", "sl"),
        ]);
        using var provider = new ServiceCollection().AddSingleton(TimeProvider.System).AddChannels(settings).BuildServiceProvider();
        var channels = provider.GetRequiredService<ChannelList>();
        Assert.Equal(["email", "sms", "ops", "teams"], channels.All.Select(channel => channel.Name));
        Assert.Equal([true, true, false, false], channels.All.Select(channel => channel.IsPersonal));
        Assert.Same(channels.All[3], channels.Find("teams"));
        Assert.Null(channels.Find("pager"));
        Assert.Equal("k", settings.Notifications.Sms!.Headers["X-Api-Key"]);
        Assert.Equal(SmsBody.UsualForm, settings.Notifications.Sms.Body);
        Assert.Equal("1", settings.Notifications.Webhooks[1].Headers["X-A"]);
    }

    [Fact]
    public void NothingSet_IsNoChannel() => Assert.Equal(NotificationSettings.None, Read());

    [Fact]
    public void ASecretFile_HoldsWhatTheEnvironmentShouldNot()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("Notifications__Webhooks__ops__Secret"), "a secret of twenty and more\n");
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new($"{Hook}:Url", "https://example.org/")]);
        configuration.AddSecretFiles(folder.Path);
        var webhook = Assert.Single(CitySettingsReader.Read(configuration, "/city", production: true).Notifications.Webhooks);
        Assert.Equal("a secret of twenty and more", webhook.Secret);
    }

    [Fact]
    public void Settings_PrintNoSecret()
    {
        var settings = Read(
        [
            .. Mail, ("Notifications:Email:Username", "city"), ("Notifications:Email:Password", "s3cret"), ("Notifications:Sms:Url", "https://sms.example.org/s3cret"),
            ("Notifications:Sms:Headers:Authorization", "s3cret"), ($"{Hook}:Url", "https://example.org/s3cret"), ($"{Hook}:Secret", "s3cret s3cret s3cret s3cret"),
        ]);
        Assert.DoesNotContain("s3cret", $"{settings} {settings.Email} {settings.Sms} {settings.Webhooks[0]}", StringComparison.Ordinal);
    }

    static IReadOnlyList<string> MistakesOf(params (string, string)[] settings) => Assert.Throws<SettingsException>(() => ReadAll(settings)).Mistakes;

    static NotificationSettings Read(params (string, string)[] settings) => ReadAll(settings).Notifications;

    /// <summary>Of two values for one key the last one stands.</summary>
    static CitySettings ReadAll((string Key, string Value)[] settings) => CitySettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(one => one.Key).ToDictionary(one => one.Key, one => (string?)one.Last().Value)).Build(), "/city", production: true);
}
