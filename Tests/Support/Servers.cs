namespace CityOps.Tests.Support;

/// <summary>
/// Programs that a test needs beside .NET. Where one is missing the test is skipped by name; with CITYOPS_REQUIRE_SERVERS=1
/// (as in CI) it fails instead.
/// </summary>
static class Servers
{
    public static string MosquittoPub => Require("mosquitto_pub", "Debian package mosquitto-clients");

    public static string Mosquitto => Require("mosquitto", "Debian package mosquitto", "/usr/sbin");

    public static string MosquittoSub => Require("mosquitto_sub", "Debian package mosquitto-clients");

    public static string MosquittoPasswd => Require("mosquitto_passwd", "Debian package mosquitto");

    public static string Chromium => Require("chromium", "Debian package chromium");

    public static string Influxd => Require("influxd", "Debian package influxdb");

    /// <param name="beside">A folder to look into although ordinary users may not have it on their PATH.</param>
    static string Require(string program, string source, params string[] beside)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(beside)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is not null)
        {
            return path;
        }

        var why = $"{program} is not on the PATH ({source})";
        if (Environment.GetEnvironmentVariable("CITYOPS_REQUIRE_SERVERS") == "1")
        {
            Assert.Fail(why);
        }

        Assert.Skip(why);
        return "";
    }
}
