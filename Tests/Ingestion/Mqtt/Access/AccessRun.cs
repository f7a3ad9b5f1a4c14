using CityOps.Ingestion.Mqtt.Access;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.Access;

/// <summary>One run of broker-access: what it said, and the passwords that it printed.</summary>
sealed record AccessRun(int Code, string Output, string Error)
{
    public IReadOnlyDictionary<string, string> Passwords => Output.Split('\n').TakeWhile(line => line.Trim().Length > 0)
        .Select(line => line.Trim().Split(' ')).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1]);

    public static AccessRun In(string folder, params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return new AccessRun(BrokerAccess.Run(["--folder", folder, .. more], output, error), output.ToString(), error.ToString());
    }

    /// <summary>The mosquitto.conf that we ship, with the folder of the test in the place of the container's.</summary>
    public static string ShippedConfiguration() => ShippedBroker.Configuration();

    /// <summary>mosquitto with that configuration and files made for these.</summary>
    public static Task<(MosquittoServer Server, IReadOnlyDictionary<string, string> Passwords)> StartAsync(params string[] more) =>
        StartWithAsync(ShippedConfiguration(), more);

    /// <param name="configuration">As of <see cref="MosquittoServer.StartAsync"/>.</param>
    public static async Task<(MosquittoServer Server, IReadOnlyDictionary<string, string> Passwords)> StartWithAsync(string configuration, params string[] more)
    {
        using var made = new TempFolder();
        var run = In(made.Path, more);
        Assert.Equal((0, ""), (run.Code, run.Error));
        var files = new[] { "passwd", "acl" }.Select(name => (name, File.ReadAllText(made.File(name)))).ToArray();
        return (await MosquittoServer.StartAsync(configuration, files), run.Passwords);
    }
}
