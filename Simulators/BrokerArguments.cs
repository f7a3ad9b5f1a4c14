using System.CommandLine;
using System.CommandLine.Parsing;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators;

/// <summary>The words of the command line that say which broker, and who we are there.</summary>
static class BrokerArguments
{
    /// <summary>The environment variable that is looked at when the command line has no password.</summary>
    public const string PasswordVariable = "CITYOPS_MQTT_PASSWORD";

    static readonly Option<string> Host = new("--host") { Description = "Host of the broker", DefaultValueFactory = _ => "localhost" };
    static readonly Option<int> Port = NumberOption.Between("--port", "Its port", 1883, 1, 65_535);
    static readonly Option<string?> Username = new("--username", "--user") { Description = "User name; without it no credentials are sent" };
    static readonly Option<string?> Password = new("--password")
    {
        Description = $"Password. Others on this machine can read a command line: rather use --password-file or {PasswordVariable}",
    };
    static readonly Option<string?> PasswordFile = new("--password-file") { Description = "File whose first line is the password" };
    static readonly Option<bool> Tls = new("--tls") { Description = "Speak TLS; the certificate is checked" };
    static readonly Option<TimeSpan> Wait = WaitOf(TimeSpan.FromMinutes(1));

    // Of a word to a city that is played already: whoever typed it sits and waits.
    static readonly Option<TimeSpan> ShortWait = WaitOf(TimeSpan.Zero);

    /// <param name="tls">Whether the command can speak TLS.</param>
    /// <param name="patient">Whether a broker that is not there is waited for where nobody says so.</param>
    public static void AddTo(Command command, bool tls = true, bool patient = true)
    {
        foreach (var option in (Option[])[Host, Port, Username, Password, PasswordFile, .. tls ? [Tls] : (Option[])[], patient ? Wait : ShortWait])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
    }

    /// <exception cref="UnusableException">The password file cannot be read.</exception>
    public static PlayerOptions Read(ParseResult parsed) => new()
    {
        Host = parsed.GetValue(Host)!,
        Port = parsed.GetValue(Port),
        Username = parsed.GetValue(Username),
        Password = ReadPassword(parsed),
        Tls = parsed.GetValue(Tls),
        WaitForBroker = parsed.GetValue(parsed.CommandResult.Command.Options.Contains(ShortWait) ? ShortWait : Wait),
    };

    static Option<TimeSpan> WaitOf(TimeSpan usual) => new("--wait")
    {
        Description = "How long to wait for a broker that is not there yet, such as 30s or 1h",
        HelpName = "length",
        CustomParser = LengthOfTime.Parse,
        DefaultValueFactory = _ => usual,
    };

    static string? ReadPassword(ParseResult parsed) =>
        parsed.GetValue(Username) is null ? null
        : parsed.GetValue(Password) ?? (parsed.GetValue(PasswordFile) is { } file ? SecretFile.FirstLine("--password-file", file) : Environment.GetEnvironmentVariable(PasswordVariable));

    static void Check(CommandResult result)
    {
        var (password, file) = (result.GetResult(Password) is not null, result.GetResult(PasswordFile) is not null);
        if (password && file)
        {
            result.AddError("--password and --password-file exclude each other");
        }
        else if ((password || file) && result.GetResult(Username) is null)
        {
            result.AddError("a password needs --username");
        }
    }
}
