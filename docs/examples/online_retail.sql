-- UCI Online Retail (Chen, Sain, Guo 2012, doi:10.1057/dbm.2012.17) as files of the webshop contract:
--   omnimart map docs/examples/online_retail.sql online_retail.parquet --out data/online_retail
-- Each view is one file. `raw` is the file named on the command line, row_number its line.
-- Invoices starting with C are cancellations; their negative quantities are returns.

create view webshop__orders as
select
    InvoiceNo as order_id,
    cast(max(CustomerID) as bigint) as account_id,
    'completed' as order_status,
    'Europe/London' as time_zone,
    'GBP' as currency,
    timezone('UTC', timezone('Europe/London', min(InvoiceDate))) as ordered_at
from raw
group by InvoiceNo;

create view webshop__order_lines as
select
    InvoiceNo || '-' || row_number as order_line_id,
    InvoiceNo as order_id,
    StockCode as product_id,
    case
        when StockCode in ('POST', 'DOT', 'C2') then 'shipping'
        when StockCode in ('BANK CHARGES', 'AMAZONFEE', 'CRUK') then 'fee'
        when StockCode in ('M', 'm', 'D', 'B', 'S') then 'adjustment'
        when StockCode like 'gift%' then 'gift_card'
    end as item_type,
    Quantity as quantity,
    UnitPrice as unit_price,
    cast(Quantity as decimal(18, 3)) * cast(UnitPrice as decimal(18, 3)) as gross_amount
from raw;

create view webshop__customers as
select
    cast(CustomerID as bigint) as account_id,
    max(case Country when 'United Kingdom' then 'GB' end) as country_code
from raw
where CustomerID is not null
group by CustomerID;

create view webshop__products as
select
    StockCode as product_id,
    arg_max(Description, row_number) as product_name
from raw
group by StockCode;
