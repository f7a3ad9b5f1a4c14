using CityOps.Ingestion.Mqtt.Access;

namespace CityOps.Benchmarks.Rig;

/// <summary>mosquitto with the mosquitto.conf that we ship, and with the passwords and rights that broker-access makes.</summary>
static class ShippedBroker
{
    /// <summary>Our own user there.</summary>
    public const string City = "cityops";

    static readonly string[] Files = ["passwd", "acl"];

    /// <summary>The configuration with {folder} in the place of the container's folders, and without what the rig puts in itself.</summary>
    public static string Configuration()
    {
        var lines = File.ReadAllLines(Checkout.File("mosquitto.conf"))
            .Where(line => !line.StartsWith("listener ", StringComparison.Ordinal) && !line.StartsWith("persistence_location ", StringComparison.Ordinal));
        return string.Join('\n', lines).Replace("/mosquitto/config/", "{folder}/", StringComparison.Ordinal) + "\n";
    }

    /// <param name="gateway">A user that may publish for all devices.</param>
    /// <param name="more">Further lines of configuration.</param>
    public static async Task<(MosquittoServer Server, IReadOnlyDictionary<string, string> Passwords)> StartAsync(string gateway, string more = "")
    {
        using var made = new TempFolder();
        using var said = new StringWriter();
        if (BrokerAccess.Run(["--folder", made.Path, "--gateway", gateway], said, said) != 0)
        {
            throw new InvalidOperationException(said.ToString());
        }

        var passwords = said.ToString().Split('\n').Select(line => line.Trim().Split(' ')).Where(words => words.Length == 2)
            .ToDictionary(words => words[0], words => words[1]);
        var files = Files.Select(name => (name, File.ReadAllText(made.File(name)))).ToArray();
        return (await MosquittoServer.StartAsync(Configuration() + more, files), passwords);
    }
}
