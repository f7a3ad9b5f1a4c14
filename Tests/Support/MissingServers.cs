using System.Runtime.CompilerServices;
using CityOps.Benchmarks.Rig;

namespace CityOps.Tests.Support;

/// <summary>
/// What a test does where a program that it needs beside .NET is missing: it is skipped by name, and with CITYOPS_REQUIRE_SERVERS=1
/// (as in CI) it fails instead.
/// </summary>
static class MissingServers
{
    [ModuleInitializer]
    public static void SkipByName() => Servers.Missing = why =>
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CITYOPS_REQUIRE_SERVERS") == "1", why);
        return new InvalidOperationException(why);
    };
}
