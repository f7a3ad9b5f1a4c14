namespace CityOps.Benchmarks.Rig;

/// <summary>Programs that the rig starts beside .NET.</summary>
static class Servers
{
    /// <summary>What to throw where one is missing, given the reason. Tests put another in place of this, so that they are skipped by name.</summary>
    public static Func<string, Exception> Missing { get; set; } = why => new InvalidOperationException(why);

    public static string MosquittoPub => Require("mosquitto_pub", "Debian package mosquitto-clients");

    public static string Mosquitto => Require("mosquitto", "Debian package mosquitto", "/usr/sbin");

    public static string MosquittoSub => Require("mosquitto_sub", "Debian package mosquitto-clients");

    public static string MosquittoPasswd => Require("mosquitto_passwd", "Debian package mosquitto");

    public static string Chromium => Require("chromium", "Debian package chromium");

    public static string Nginx => Require("nginx", "Debian package nginx", "/usr/sbin");

    public static string Aiosmtpd => Require("aiosmtpd", "Debian package python3-aiosmtpd");

    public static string Influxd => Require("influxd", "Debian package influxdb");

    public static string VictoriaMetrics => Require("victoria-metrics", "Debian package victoria-metrics");

    /// <param name="beside">A folder to look into although ordinary users may not have it on their PATH.</param>
    static string Require(string program, string source, params string[] beside) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(beside)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? throw Missing($"{program} is not on the PATH ({source})");
}
