using System.IO.Hashing;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(CityOps.Tests.Support.StableOrder))]
[assembly: Xunit.TestClassOrderer(typeof(CityOps.Tests.Support.StableOrder))]
[assembly: Xunit.TestMethodOrderer(typeof(CityOps.Tests.Support.StableOrder))]

namespace CityOps.Tests.Support;

/// <summary>
/// The same order wherever the checkout lies: the library's own follows the path of the assembly, so what passed in one folder failed in another. The variable
/// <c>CITYOPS_TEST_ORDER</c>, any word, gives another order, to look for tests that lean on those before them.
/// </summary>
public sealed class StableOrder : ITestCollectionOrderer, ITestClassOrderer, ITestMethodOrderer
{
    static readonly string Seed = Environment.GetEnvironmentVariable("CITYOPS_TEST_ORDER") ?? "";

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => Order(testCollections, collection => collection.TestCollectionDisplayName);

    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass => Order(testClasses, one => one?.TestClassName ?? "");

    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod => Order(testMethods, one => one?.MethodName ?? "");

    static List<T> Order<T>(IReadOnlyCollection<T> all, Func<T, string> name) =>
        [.. all.OrderBy(one => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(Seed + name(one)))).ThenBy(name, StringComparer.Ordinal)];
}
